//! Gathers the licences of everything that ends up in the program, for About: crates from `cargo tree`, the page's
//! packages from the lock file, and the C libraries that crates bring along. It reads only what the build itself has
//! already downloaded, so it works without a network; what is not there is listed without its text.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// One thing whose licence must be told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Component {
    name: String,
    version: String,
    licence: String,
    link: String,
    /// Where its licence texts lie, when they are on this computer.
    folder: Option<PathBuf>,
}

/// Libraries in C that are compiled in through a crate and are not crates themselves: name, licence, link, crate, folder in it.
const INSIDE_CRATES: &[(&str, &str, &str, &str, &str)] = &[
    ("SQLCipher", "BSD-3-Clause", "https://www.zetetic.net/sqlcipher", "libsqlite3-sys", "sqlcipher"),
    ("OpenSSL", "Apache-2.0", "https://openssl-library.org", "openssl-src", ""),
];

/// Sets the name of a text apart from the text.
const RULE: &str = "----------------------------------------------------------------";

/// Writes `licences.txt` into the build's output folder.
pub fn write() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    for changing in ["Cargo.lock", "Cargo.toml", "ui/package-lock.json", "src-tauri/build", "src-tauri/build.rs"] {
        println!("cargo::rerun-if-changed={}", root.join(changing).display());
    }
    let mut components = crates(&root)?;
    components.extend(inside_crates());
    components.extend(packages_of_the_page(&root)?);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("licences.txt"), document(&components))?;
    Ok(())
}

/// The list, then each distinct text once under the names of those who carry it: hundreds share the very same one.
fn document(components: &BTreeSet<Component>) -> String {
    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for component in components {
        let Component { name, version, licence, link, folder } = component;
        let licence = if licence.is_empty() { "see its own text" } else { licence };
        list.push_str(&format!("{}: {licence}  {link}\n", format!("{name} {version}").trim_end()));
        for text in folder.as_deref().map(licence_texts).unwrap_or_default() {
            let carriers = texts.entry(text).or_default();
            if carriers.last() != Some(&name.as_str()) {
                carriers.push(name);
            }
        }
    }
    let mut blocks: Vec<String> = texts
        .into_iter()
        .map(|(text, carriers)| format!("\n{RULE}\n{}\n{RULE}\n\n{text}\n", carriers.join(", ")))
        .collect();
    blocks.sort();
    list + &blocks.concat()
}

/// The crates of this target that are linked into the program: no build tools, no macros, no tests.
fn crates(root: &Path) -> Result<BTreeSet<Component>, Box<dyn Error>> {
    let output = Command::new(env::var("CARGO")?)
        .current_dir(root)
        .args(["tree", "--offline", "--package", "firmkeep", "--edges", "normal,no-proc-macro", "--prefix", "none"])
        .args(["--target", &env::var("TARGET")?, "--format", "{p}\t{l}\t{r}"])
        .output()?;
    if !output.status.success() {
        println!("cargo::warning=the list of licences is incomplete: cargo tree failed");
    }
    let sources = source_folders();
    Ok(String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| {
            let mut columns = line.trim_end_matches(" (*)").split('\t');
            let mut package = columns.next()?.split(' ');
            let (name, version) = (package.next()?, package.next()?.trim_start_matches('v'));
            if name.starts_with("firmkeep") {
                return None;
            }
            let folder =
                sources.iter().map(|source| source.join(format!("{name}-{version}"))).find(|path| path.is_dir());
            Some(Component {
                name: name.to_owned(),
                version: version.to_owned(),
                folder,
                licence: columns.next().unwrap_or_default().to_owned(),
                link: columns.next().unwrap_or_default().to_owned(),
            })
        })
        .collect())
}

/// Where cargo unpacks the crates that it downloads.
fn source_folders() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    home.and_then(|home| fs::read_dir(home.join("registry/src")).ok())
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}

fn inside_crates() -> Vec<Component> {
    let sources = source_folders();
    INSIDE_CRATES
        .iter()
        .map(|&(name, licence, link, host, inside)| {
            let folder = sources
                .iter()
                .flat_map(fs::read_dir)
                .flatten()
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| {
                    path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&format!("{host}-")))
                })
                .max()
                .map(|path| path.join(inside));
            Component {
                name: name.to_owned(),
                version: String::new(),
                licence: licence.to_owned(),
                link: link.to_owned(),
                folder,
            }
        })
        .collect()
}

/// What the page ships: the packages of its lock file that are not for development.
fn packages_of_the_page(root: &Path) -> Result<Vec<Component>, Box<dyn Error>> {
    let Ok(lock) = fs::read(root.join("ui/package-lock.json")) else { return Ok(Vec::new()) };
    let lock: Value = serde_json::from_slice(&lock)?;
    let packages = lock["packages"].as_object().into_iter().flatten();
    Ok(packages
        .filter(|(path, package)| !path.is_empty() && !is_true(&package["dev"]) && !is_true(&package["optional"]))
        .map(|(path, package)| {
            let folder = root.join("ui").join(path);
            Component {
                name: path.rsplit("node_modules/").next().unwrap_or(path).to_owned(),
                version: package["version"].as_str().unwrap_or_default().to_owned(),
                licence: package["license"].as_str().unwrap_or_default().to_owned(),
                link: home_page(&folder),
                folder: Some(folder),
            }
        })
        .collect())
}

/// Where a package of the page says that it lives.
fn home_page(folder: &Path) -> String {
    let about: Value = fs::read(folder.join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default();
    let repository = &about["repository"];
    let place = about["homepage"].as_str().or_else(|| repository["url"].as_str()).or_else(|| repository.as_str());
    place.unwrap_or_default().trim_start_matches("git+").to_owned()
}

fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true)
}

/// The licence texts that lie in a package's own folder, in the order of their names.
fn licence_texts(folder: &Path) -> Vec<String> {
    let beginnings = ["license", "licence", "copying", "copyright", "notice", "unlicense"];
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.is_file()
                && path
                    .file_name()
                    .is_some_and(|name| beginnings.iter().any(|b| name.to_string_lossy().to_lowercase().starts_with(b)))
        })
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .map(|text| text.replace("\r\n", "\n").trim().to_owned())
        .collect()
}
