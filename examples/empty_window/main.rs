//! An empty Tauri window: what Firmkeep's start and memory are measured against.

fn main() {
    if let Err(error) = tauri::Builder::default().run(tauri::generate_context!("examples/empty_window/tauri.conf.json"))
    {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
