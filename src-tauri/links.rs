//! Where a link in the page may lead: the page stays in its window, other places open in the browser.

use tauri::Url;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
enum Leads {
    /// To the application's own page.
    Home,
    /// To the browser, the mail program or the telephone.
    Out,
    /// To nothing that Firmkeep opens: files, scripts, other programs' own schemes.
    Nowhere,
}

/// Whether the window may go to `url`. An address outside opens in the browser instead.
pub fn may_go(url: &Url) -> bool {
    match leads(url) {
        Leads::Home => true,
        Leads::Out => {
            open(url);
            false
        }
        Leads::Nowhere => false,
    }
}

/// A page that asks for a new window gets none; an address outside opens in the browser.
pub fn instead_of_new_window(url: &Url) {
    if leads(url) == Leads::Out {
        open(url);
    }
}

fn open(url: &Url) {
    if let Err(error) = tauri_plugin_opener::open_url(url, None::<&str>) {
        tracing::warn!(scheme = url.scheme(), %error, "a link could not be opened");
    }
}

fn leads(url: &Url) -> Leads {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => Leads::Home,
        ("http" | "https", Some(host)) if !host.ends_with(".localhost") => Leads::Out,
        ("mailto" | "tel", _) => Leads::Out,
        _ => Leads::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Leads {
        leads(&Url::parse(url).unwrap())
    }

    #[test]
    fn only_the_applications_own_page_stays_in_the_window() {
        assert_eq!(of("tauri://localhost/index.html"), Leads::Home);
        assert_eq!(of("http://tauri.localhost/users"), Leads::Home);
        for outside in ["https://example.com/", "http://tauri.localhost.example.com/", "mailto:ada@example.com"] {
            assert_eq!(of(outside), Leads::Out, "{outside}");
        }
    }

    #[test]
    fn files_scripts_and_strange_schemes_open_nothing() {
        for nothing in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,<p>",
            "about:blank",
            "smb://server/share",
            "ms-settings:privacy",
            "tauri://elsewhere/",
            "http://picture.localhost/practice-logo",
        ] {
            assert_eq!(of(nothing), Leads::Nowhere, "{nothing}");
        }
    }
}
