//! Who gets a connection: so many in all, so many of one network, and some more for networks from which somebody was lately
//! signed in. Counts; never closes or answers anything.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::limits::Limits;
use super::tally::Refused;
use crate::auth::Network;

/// Who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comer {
    /// Anybody.
    Anybody,
    /// From a network from which somebody was lately signed in.
    NearDesk,
    /// A trusted proxy: all readers may come through it, and the desk.
    Proxy,
}

/// The places.
#[derive(Debug)]
pub struct Places {
    /// In all, but for the reserve.
    pub most: usize,
    of_one_network: usize,
    reserve: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_network: HashMap<Network, usize>,
}

/// A place, as long as it is kept.
#[derive(Debug)]
pub struct Place {
    places: Arc<Places>,
    network: Network,
}

impl Places {
    /// As many as the limits say, and as there are file handles for.
    pub fn new(limits: &Limits, handles: usize) -> Arc<Self> {
        let free = handles.saturating_sub(limits.kept_handles + limits.lingering);
        // Where handles are few, most are still for everybody.
        let reserve = limits.reserve.min(free / 8);
        let most = limits.connections.min(free - reserve).max(1);
        let of_one_network = limits.of_one_network;
        Arc::new(Self { most, of_one_network, reserve, taken: Mutex::default() })
    }

    /// A place, or why there is none.
    pub fn take(self: &Arc<Self>, network: Network, comer: Comer) -> Result<Place, Refused> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let more = if comer == Comer::Anybody { 0 } else { self.reserve };
        if taken.all >= self.most + more {
            return Err(Refused::Connection);
        }
        // The reserve is for the desk also where others of its network have taken what is theirs.
        let of_network = taken.by_network.get(&network).copied().unwrap_or_default();
        if comer != Comer::Proxy && of_network >= self.of_one_network + more {
            return Err(Refused::ConnectionOfNetwork);
        }
        *taken.by_network.entry(network.clone()).or_default() += 1;
        taken.all += 1;
        drop(taken);
        Ok(Place { places: self.clone(), network })
    }

    #[cfg(test)]
    fn taken(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        if let Some(of_network) = taken.by_network.get_mut(&self.network) {
            *of_network = of_network.saturating_sub(1);
            // The map holds only who is here: it is bounded by the connections.
            if *of_network == 0 {
                taken.by_network.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn network(text: &str) -> Network {
        Network::from(text.parse::<IpAddr>().unwrap())
    }

    fn places(connections: usize, of_one_network: usize, reserve: usize) -> Arc<Places> {
        let limits = Limits { connections, of_one_network, reserve, ..Limits::default() };
        Places::new(&limits, 20_000)
    }

    #[test]
    fn a_network_takes_its_share_and_no_more_and_an_ipv6_customer_is_one() {
        let places = places(10, 2, 0);
        let take = |from: &str, comer| places.take(network(from), comer);
        let held: Vec<Place> =
            ["2001:db8::1", "2001:db8::2"].map(|from| take(from, Comer::Anybody).unwrap()).into_iter().collect();
        assert_eq!(take("2001:db8::3", Comer::Anybody).unwrap_err(), Refused::ConnectionOfNetwork);
        let other = take("2001:db8:0:1::1", Comer::Anybody).unwrap();
        assert_eq!(places.taken(), 3);
        drop(held);
        assert!(take("2001:db8::3", Comer::Anybody).is_ok());
        drop(other);
        assert!(places.taken.lock().unwrap().by_network.is_empty(), "nobody is remembered who has gone");
    }

    #[test]
    fn beyond_the_bound_only_the_desk_and_proxies_find_a_place_and_not_without_end() {
        let places = places(8, 100, 1);
        let _held: Vec<Place> =
            (0..8).map(|last| places.take(network(&format!("192.0.2.{last}")), Comer::Anybody).unwrap()).collect();
        let own = network("198.51.100.1");
        assert_eq!(places.take(own.clone(), Comer::Anybody).unwrap_err(), Refused::Connection);
        let desk = places.take(own.clone(), Comer::NearDesk).unwrap();
        assert_eq!(places.take(own.clone(), Comer::NearDesk).unwrap_err(), Refused::Connection);
        drop(desk);
        assert!(places.take(own, Comer::Proxy).is_ok());
    }

    #[test]
    fn a_proxy_is_no_network_and_the_desk_is_not_shut_out_by_its_neighbours() {
        let places = places(10, 1, 1);
        let own = network("192.0.2.1");
        let _neighbour = places.take(own.clone(), Comer::Anybody).unwrap();
        assert!(places.take(own.clone(), Comer::Anybody).is_err());
        let _desk = places.take(own.clone(), Comer::NearDesk).unwrap();
        assert!(places.take(own.clone(), Comer::NearDesk).is_err());
        assert!((0..5).all(|_| places.take(own.clone(), Comer::Proxy).is_ok()));
    }

    #[test]
    fn there_are_no_more_places_than_handles() {
        let limits = Limits::default();
        assert_eq!(Places::new(&limits, usize::MAX).most, limits.connections);
        let few = Places::new(&limits, 1024);
        assert_eq!(few.most + few.reserve + limits.kept_handles + limits.lingering, 1024);
        assert_eq!(Places::new(&limits, 0).most, 1);
    }
}
