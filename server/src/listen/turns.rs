//! Whose turn it is: work for readers, at the door and for the desk passes a gate each, so that a flood at one holds up
//! nobody at another. Each has so much at work and a short queue; beyond it nobody waits. Decides nothing about what
//! somebody may do.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits;
use super::tally::Refused;

/// The gates.
#[derive(Debug)]
pub struct Turns {
    /// Of readers.
    pub readers: Arc<Gate>,
    /// Of whoever is at the door.
    pub door: Arc<Gate>,
    /// Of those who are signed in.
    pub desk: Arc<Gate>,
}

/// A gate.
#[derive(Debug)]
pub struct Gate {
    limits: limits::Gate,
    /// What it is called when somebody is refused.
    pub refused: Refused,
    work: Arc<Semaphore>,
    waiting: AtomicUsize,
    bodies: Arc<Semaphore>,
}

/// Nobody waits here any more: come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// What somebody who was let in holds: a turn, which is given back while they are waited for, and room for their form.
#[derive(Debug)]
pub struct Pass {
    /// The gate that was passed.
    pub gate: Arc<Gate>,
    turn: Mutex<Option<OwnedSemaphorePermit>>,
    room: Mutex<Option<OwnedSemaphorePermit>>,
    read: AtomicBool,
}

impl Turns {
    /// Gates at which nobody stands.
    pub fn new(limits: &limits::Limits) -> Self {
        Self {
            readers: Gate::new(limits.readers, Refused::Reader),
            door: Gate::new(limits.door, Refused::Door),
            desk: Gate::new(limits.desk, Refused::Desk),
        }
    }
}

impl Gate {
    fn new(limits: limits::Gate, refused: Refused) -> Arc<Self> {
        let work = Arc::new(Semaphore::new(limits.at_work));
        let bodies = Arc::new(Semaphore::new(limits.body_bytes));
        Arc::new(Self { limits, refused, work, waiting: AtomicUsize::new(0), bodies })
    }

    /// Lets somebody in, at once or after a short wait.
    pub async fn pass(self: &Arc<Self>) -> Result<Arc<Pass>, Full> {
        let turn = self.turn().await?;
        let (turn, room) = (Mutex::new(Some(turn)), Mutex::new(None));
        Ok(Arc::new(Pass { gate: self.clone(), turn, room, read: AtomicBool::new(false) }))
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, Full> {
        if let Ok(turn) = self.work.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let waits = Waits::begin(self)?;
        let turn = tokio::time::timeout(self.limits.wait, self.work.clone().acquire_owned()).await;
        drop(waits);
        turn.ok().and_then(Result::ok).ok_or(Full)
    }
}

/// Somebody in the queue, until they go or are let in.
struct Waits<'g>(&'g AtomicUsize);

impl<'g> Waits<'g> {
    fn begin(gate: &'g Gate) -> Result<Self, Full> {
        let waits = Self(&gate.waiting);
        let before = gate.waiting.fetch_add(1, Ordering::AcqRel);
        if before < gate.limits.queue { Ok(waits) } else { Err(Full) }
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Pass {
    /// Gives the turn back for as long as the client is waited for: who sends slowly holds up nobody.
    pub fn step_aside(&self) {
        drop(lock(&self.turn).take());
    }

    /// Takes a turn again.
    pub async fn step_in(self: Arc<Self>) -> Result<(), Full> {
        if lock(&self.turn).is_some() {
            return Ok(());
        }
        let turn = self.gate.turn().await?;
        *lock(&self.turn) = Some(turn);
        Ok(())
    }

    /// Makes room for more of the form; it is kept until the request is answered.
    pub fn make_room(&self, bytes: usize) -> Result<(), Full> {
        let bytes = u32::try_from(bytes).map_err(|_| Full)?;
        let more = self.gate.bodies.clone().try_acquire_many_owned(bytes).map_err(|_| Full)?;
        match &mut *lock(&self.room) {
            Some(room) => room.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }

    /// The whole form was read.
    pub fn note_read(&self) {
        self.read.store(true, Ordering::Release);
    }

    /// Whether the whole form was read.
    pub fn was_read(&self) -> bool {
        self.read.load(Ordering::Acquire)
    }
}

fn lock<T>(held: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn gate(at_work: usize, queue: usize, body_bytes: usize) -> Arc<Gate> {
        patient(at_work, queue, body_bytes, Duration::from_secs(60))
    }

    fn patient(at_work: usize, queue: usize, body_bytes: usize, wait: Duration) -> Arc<Gate> {
        Gate::new(limits::Gate { at_work, queue, wait, body_bytes }, Refused::Door)
    }

    #[tokio::test]
    async fn beyond_the_queue_nobody_waits_and_who_goes_makes_room() {
        let gate = gate(1, 1, 0);
        let inside = gate.pass().await.unwrap();
        let waits = tokio::spawn({
            let gate = gate.clone();
            async move { gate.pass().await }
        });
        while gate.waiting.load(Ordering::Acquire) == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(gate.pass().await.unwrap_err(), Full);
        drop(inside);
        let next = waits.await.unwrap().unwrap();
        assert_eq!(gate.waiting.load(Ordering::Acquire), 0);
        next.step_aside();
        assert!(gate.pass().await.is_ok(), "who is waited for holds no turn");
    }

    #[tokio::test]
    async fn who_steps_in_again_waits_like_others() {
        let gate = gate(1, 0, 0);
        let one = gate.pass().await.unwrap();
        one.clone().step_in().await.unwrap();
        one.step_aside();
        let other = gate.pass().await.unwrap();
        assert_eq!(one.clone().step_in().await, Err(Full));
        drop(other);
        assert_eq!(one.step_in().await, Ok(()));
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let gate = patient(1, 1, 0, Duration::from_millis(20));
        let _inside = gate.pass().await.unwrap();
        assert_eq!(gate.pass().await.unwrap_err(), Full);
    }

    #[tokio::test]
    async fn all_forms_together_have_so_much_room() {
        let gate = gate(3, 0, 10);
        let (one, other) = (gate.pass().await.unwrap(), gate.pass().await.unwrap());
        one.make_room(4).unwrap();
        one.make_room(4).unwrap();
        assert_eq!(other.make_room(3), Err(Full));
        assert_eq!(other.make_room(2), Ok(()));
        drop(one);
        assert_eq!(other.make_room(8), Ok(()));
    }
}
