//! What About tells of the program itself.

/// Gathered by the build script from what was really built in.
const LICENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/licences.txt"));

/// The licences of everything inside Firmkeep: first the list, then each text once.
#[tauri::command]
pub const fn licences() -> &'static str {
    LICENCES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_what_is_built_in_with_its_licence_and_text() {
        let line = |start: &str| LICENCES.lines().find(|line| line.starts_with(start)).unwrap_or_default();
        assert!(line("tauri 2").contains("MIT"), "{}", line("tauri 2"));
        assert!(line("SQLCipher:").contains("BSD-3-Clause"));
        assert!(!LICENCES.contains("\nfirmkeep-core"), "our own crates are not others' work");
        assert!(LICENCES.contains("Permission is hereby granted, free of charge"), "no licence text was found");
    }
}
