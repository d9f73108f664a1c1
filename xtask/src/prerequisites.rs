//! What a person has to install by hand on macOS and Windows, and Node anywhere.

use crate::{Outcome, process};
use std::fmt::Write as _;
use std::path::Path;

struct Need {
    what: &'static str,
    met: bool,
    command: &'static str,
}

/// Names every missing one with the exact command that brings it.
pub fn check() -> Outcome {
    let mut needs = vec![Need {
        what: "Node.js 20.19 or newer, with npm",
        met: node_is_new_enough() && process::succeeds(process::npm().arg("--version")),
        command: if cfg!(windows) {
            "winget install --exact --id OpenJS.NodeJS.LTS"
        } else if cfg!(target_os = "macos") {
            "brew install node"
        } else {
            "see https://nodejs.org/en/download"
        },
    }];
    if cfg!(target_os = "macos") {
        needs.push(Need {
            what: "Xcode's command line tools",
            met: process::succeeds(process::program("xcode-select").arg("-p")),
            command: "xcode-select --install",
        });
    }
    if cfg!(windows) {
        needs.extend(windows());
    }
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.met).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut text = String::from("Firmkeep cannot be built yet. Missing:\n");
    for need in missing {
        let _ = write!(text, "\n  {}\n      {}\n", need.what, need.command);
    }
    Err(text)
}

fn windows() -> Vec<Need> {
    let edge = r"Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let webview = [
        format!(r"HKLM\{edge}"),
        format!(r"HKCU\{edge}"),
        format!(r"HKLM\{}", edge.replacen('\\', r"\WOW6432Node\", 1)),
    ]
    .iter()
    .any(|key| process::succeeds(process::program("reg").args(["query", key, "/v", "pv"])));
    let installer = r"C:\Program Files (x86)\Microsoft Visual Studio\Installer\vswhere.exe";
    let tools = Path::new(installer).is_file()
        && process::output(process::program(installer).args([
            "-products",
            "*",
            "-requires",
            "Microsoft.VisualStudio.Component.VC.Tools.x86.x64",
            "-property",
            "installationPath",
        ]))
        .is_ok_and(|paths| !paths.trim().is_empty());
    vec![
        Need {
            what: "Visual Studio's C++ build tools",
            met: tools,
            command: "winget install --exact --id Microsoft.VisualStudio.2022.BuildTools --override \
                      \"--passive --wait --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"",
        },
        Need {
            what: "the WebView2 runtime",
            met: webview,
            command: "winget install --exact --id Microsoft.EdgeWebView2Runtime",
        },
        Need {
            what: "Perl, which OpenSSL's build needs",
            met: process::succeeds(process::program("perl").arg("--version")),
            command: "winget install --exact --id StrawberryPerl.StrawberryPerl",
        },
    ]
}

fn node_is_new_enough() -> bool {
    process::output(process::program("node").arg("--version"))
        .ok()
        .and_then(|text| {
            let mut parts = text.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
            Some((parts.next()?.ok()?, parts.next()?.ok()?))
        })
        .is_some_and(|version| version >= (20, 19))
}
