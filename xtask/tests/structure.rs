//! The structure that the design draws, held.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what went wrong by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file below a folder of the checkout with one of these endings; what is generated or fetched left out.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if !matches!(name, "node_modules" | "dist" | "target" | "gen" | ".git") {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/")
}

/// What a TypeScript file imports: `from "…"`, `import "…"`, `import("…")`.
fn imports(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in source.lines() {
        let line = line.trim();
        for opening in ["from \"", "import \"", "import(\"", "vi.mock(\"", "importActual(\""] {
            for (at, _) in line.match_indices(opening) {
                let rest = &line[at + opening.len()..];
                found.extend(rest.split('"').next());
            }
        }
    }
    found
}

#[test]
fn the_core_knows_no_window() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "firmkeep-core", "--edges", "normal,build", "--target", "all", "--prefix", "none"])
        .args(["--format", "{p}"])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(tree.starts_with("firmkeep-core "), "{}", String::from_utf8_lossy(&output.stderr));
    let wrong: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| {
            ["tauri", "wry", "tao", "gtk", "webkit2gtk"].iter().any(|window| name.split('-').next() == Some(window))
        })
        .collect();
    assert!(wrong.is_empty(), "firmkeep-core depends on {wrong:?}");
}

#[test]
fn the_core_names_no_crate_of_the_window() {
    for path in files("src-tauri/core/src", &[".rs"]) {
        assert!(!fs::read_to_string(&path).unwrap().contains("tauri::"), "{} uses tauri", shown(&path));
    }
}

#[test]
fn no_feature_of_the_page_imports_another() {
    let mut wrong = Vec::new();
    for path in files("ui/src/features", &[".ts", ".tsx"]) {
        let name = shown(&path);
        let own = name.split('/').nth(3).unwrap();
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            let target = if import.starts_with('.') { resolved(&name, import) } else { import.to_owned() };
            let other = target.split_once("features/").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
            if other.is_some_and(|other| other != own) {
                wrong.push(format!("{name} imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn shared_parts_of_the_page_import_no_feature() {
    let mut wrong = Vec::new();
    for folder in ["ui/src/shared", "ui/src/api"] {
        for path in files(folder, &[".ts", ".tsx"]) {
            let name = shown(&path);
            for import in imports(&fs::read_to_string(&path).unwrap()) {
                if resolved(&name, import).contains("/features/") {
                    wrong.push(format!("{name} imports {import}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_api_folder_of_the_page_imports_tauri() {
    let mut wrong = Vec::new();
    for path in files("ui/src", &[".ts", ".tsx"]) {
        let name = shown(&path);
        let tauri = imports(&fs::read_to_string(&path).unwrap()).iter().any(|import| import.starts_with("@tauri-apps"));
        if tauri && !name.starts_with("ui/src/api/") {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?} import @tauri-apps");
}

#[test]
fn files_stay_small_enough_to_read_in_one_sitting() {
    const MOST: usize = 350;
    let mut wrong = Vec::new();
    for folder in ["src-tauri", "ui/src", "xtask/src", "examples", "benches"] {
        for path in files(folder, &[".rs", ".ts", ".tsx", ".css"]) {
            let name = shown(&path);
            if [".test.ts", ".test.tsx", "/bindings.ts", "/tests.rs"].iter().any(|ending| name.ends_with(ending))
                || name.contains("/tests/")
            {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
            if lines > MOST {
                wrong.push(format!("{name}: {lines} lines"));
            }
        }
    }
    assert!(wrong.is_empty(), "more than {MOST} lines, tests not counted: {wrong:#?}");
}

/// `ui/src/features/users/list.tsx` + `../find/box` = `ui/src/features/find/box`.
fn resolved(from: &str, import: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[test]
fn imports_are_found_in_every_form() {
    let source =
        "import a from \"x\";\nimport \"y.css\";\nconst c = import(\"z\");\nexport { b } from \"../w\";\n} from \"v\";";
    assert_eq!(imports(source), ["x", "y.css", "z", "../w", "v"]);
    assert_eq!(resolved("ui/src/features/users/list.tsx", "../find/box"), "ui/src/features/find/box");
    assert_eq!(resolved("ui/src/features/users/list.tsx", "./row"), "ui/src/features/users/row");
}
