//! The computer that a request comes from.

/// What the register says of the computer behind an event. The shell fills it; the core only records it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The computer's own name, as `RECEPTION-2`.
    pub computer: String,
    /// Operating system and version, as `Windows 11`.
    pub operating_system: String,
    /// The version of Firmkeep.
    pub app_version: String,
    /// The computer's address in its network, as text.
    pub ip: String,
}

impl Device {
    /// Longest kept text of any field, in characters: a hostile host name must not bloat the register.
    const LONGEST: usize = 120;

    /// The same device with every field cut to a length that the register keeps and without control characters.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let tidy = |text: &str| text.chars().filter(|c| !c.is_control()).take(Self::LONGEST).collect();
        Self {
            computer: tidy(&self.computer),
            operating_system: tidy(&self.operating_system),
            app_version: tidy(&self.app_version),
            ip: tidy(&self.ip),
        }
    }

    /// Computer and operating system in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.computer.is_empty(), self.operating_system.is_empty()) {
            (false, false) => format!("{}, {}", self.computer, self.operating_system),
            (false, true) => self.computer.clone(),
            _ => self.operating_system.clone(),
        }
    }
}
