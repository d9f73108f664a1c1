//! The invented people of the sample practice, and the computers that they sit at.

/// First and last name, job, roles, what became of them, who they report to (by place in this list).
pub(super) type Person = (&'static str, &'static str, &'static str, &'static [&'static str], Fate, Option<usize>);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Active,
    Restricted,
    Disabled,
    Archived,
    Invited,
    Inactive,
}

pub(super) const PEOPLE: [Person; 24] = [
    ("Marcus", "Whitfield", "Managing partner", &["partner"], Fate::Active, None),
    ("Priya", "Raghunathan", "Tax partner", &["partner", "manager"], Fate::Active, Some(0)),
    ("Sophie", "Nguyen", "Audit manager", &["manager"], Fate::Active, Some(0)),
    ("Daniel", "Okafor", "Tax manager", &["manager"], Fate::Active, Some(1)),
    ("Mei-Lin", "Zhou", "Business services manager", &["manager"], Fate::Active, Some(0)),
    ("Ravi", "Menon", "Senior accountant", &["employee"], Fate::Active, Some(3)),
    ("Olivia", "Hartigan", "Senior accountant", &["employee"], Fate::Active, Some(4)),
    ("Aroha", "Tamihana", "Accountant", &["employee"], Fate::Active, Some(4)),
    ("Jack", "Thornbury", "Accountant", &["employee"], Fate::Restricted, Some(3)),
    ("Grace", "Lindqvist", "Bookkeeper", &["employee"], Fate::Active, Some(4)),
    ("Liam", "Petrakis", "Accountant", &["employee"], Fate::Active, Some(2)),
    ("Tom", "Brannigan", "Graduate accountant", &["employee"], Fate::Active, Some(3)),
    ("Chloe", "Baptiste", "Accountant", &["employee"], Fate::Disabled, Some(2)),
    ("Fatima", "Al-Sayed", "Super fund specialist", &["employee"], Fate::Invited, Some(1)),
    ("Ethan", "Kowalski", "Graduate accountant", &["employee"], Fate::Invited, Some(2)),
    ("Yuki", "Tanaka", "Payroll officer", &["employee"], Fate::Active, Some(4)),
    ("Isabella", "Moretti", "Practice coordinator", &["practice_admin", "employee"], Fate::Active, Some(0)),
    ("Noah", "Fitzgerald", "Accountant", &["employee"], Fate::Archived, Some(3)),
    ("Zoë", "van der Merwe", "Client services", &["employee"], Fate::Active, Some(4)),
    ("Callum", "Reid", "Accountant", &["employee"], Fate::Inactive, Some(3)),
    ("Amara", "Osei", "Graduate accountant", &["employee"], Fate::Inactive, Some(2)),
    ("Hamish", "McAllister", "Former partner", &["partner"], Fate::Archived, None),
    ("Siobhán", "O’Sullivan", "Receptionist", &["employee"], Fate::Active, Some(0)),
    ("Arjun", "Kapoor", "Business analyst", &["employee", "manager"], Fate::Disabled, Some(1)),
];

pub(super) const COMPUTERS: [(&str, &str, &str); 5] = [
    ("FRONT-DESK", "Windows 11 24H2", "10.20.1.14"),
    ("PRIYA-LAPTOP", "Windows 11 24H2", "10.20.1.31"),
    ("Studio-iMac", "macOS 15.5", "10.20.1.40"),
    ("TAX-02", "Windows 11 23H2", "10.20.1.22"),
    ("BOARDROOM", "Windows 10 22H2", "10.20.1.50"),
];

pub(super) fn address(first: &str) -> String {
    let plain = crate::domain::text::fold(first);
    format!("{}@hvale.example", plain.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
}

/// Numbers set aside for stories by the Australian regulator; some people have none.
pub(super) fn mobile(place: usize) -> &'static str {
    const MOBILES: [&str; 10] = [
        "0491 570 006",
        "0491 570 156",
        "0491 570 157",
        "0491 570 158",
        "0491 570 159",
        "0491 570 110",
        "0491 570 313",
        "0491 570 737",
        "0491 571 266",
        "0491 571 491",
    ];
    if place % 6 == 5 { "" } else { MOBILES[place % MOBILES.len()] }
}
