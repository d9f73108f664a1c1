//! The shell of Firmkeep: the window, the system's keychain, dialogs and menus, and the command line around
//! `firmkeep_core`. No rule of the practice is decided here.

mod about;
mod away;
mod backend;
mod call;
mod changes;
mod command_line;
mod computer_key;
mod data_dir;
mod device;
mod files;
mod keychain;
mod links;
mod logging;
mod menu;
mod pictures;
mod signals;
mod window;

use std::process::ExitCode;

use tauri::{Builder, Manager, RunEvent, Wry, async_runtime, generate_context, generate_handler};

use crate::backend::Backend;
use crate::command_line::{Shown, Wanted};
use crate::data_dir::DataDir;

/// Does what the arguments of this process ask: one command, or the window until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    match command_line::read() {
        Wanted::Command(command) => command.run(),
        Wanted::Window(shown) => show(&shown),
    }
}

/// Shows the window until it is closed.
fn show(shown: &Shown) -> ExitCode {
    if !window::can_show() {
        eprintln!("Firmkeep needs a display for its window. What it does without one: firmkeep --help");
        return ExitCode::FAILURE;
    }
    logging::begin(&shown.data_dir.logs());
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "Firmkeep starts");
    let app = builder(shown).build(context(&shown.data_dir));
    match app {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    async_runtime::block_on(app.state::<Backend>().close());
                    tracing::info!("Firmkeep ends");
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            eprintln!("Firmkeep could not open its window: {error}");
            ExitCode::FAILURE
        }
    }
}

fn context(data_dir: &DataDir) -> tauri::Context<Wry> {
    let mut context = generate_context!();
    if cfg!(not(target_os = "linux")) {
        // On these systems a second start finds the first one by this name alone.
        context.config_mut().identifier = data_dir.instance();
    }
    context
}

fn builder(shown: &Shown) -> Builder<Wry> {
    let Shown { data_dir, title } = shown;
    let single = tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| window::raise(app))
        .dbus_id(data_dir.instance())
        .build();
    let remembered = tauri_plugin_window_state::Builder::new()
        .with_state_flags(window::REMEMBERED)
        .with_filename(data_dir.window_state().to_string_lossy())
        .build();
    let (data_dir, title) = (data_dir.clone(), *title);
    Builder::default()
        // First, so that a second start goes no further than this.
        .plugin(single)
        .plugin(remembered)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .invoke_handler(generate_handler![call::call, files::save_text, files::open_log_folder, about::licences])
        .on_menu_event(menu::chosen)
        .setup(move |app| {
            // By now a first window that could be found would have been raised instead.
            let Some(window) = data_dir.take_window() else {
                eprintln!("Firmkeep is open already on this practice.");
                std::process::exit(0);
            };
            app.manage(window);
            // The core opens while the window appears: neither waits for the other.
            app.manage(Backend::open(&data_dir));
            app.manage(data_dir.clone());
            app.manage(files::Chosen::default());
            changes::forward(app.handle());
            signals::heed(app.handle());
            away::heed(app.handle());
            if cfg!(target_os = "macos") {
                app.set_menu(menu::build(app.handle())?)?;
            }
            window::open(app, &data_dir, title)?;
            Ok(())
        })
}
