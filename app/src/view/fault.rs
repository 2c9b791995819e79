//! What is wrong with a field of a form.

/// A field, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name.
    pub field: String,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Fault {
    /// What is wrong with the field of this name.
    pub fn at(field: &str, text: String) -> Self {
        Self { field: field.to_owned(), text }
    }
}

/// What is wrong with the field of this name, if anything is.
pub fn of(faults: &[Fault], field: &str) -> Option<String> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.clone())
}
