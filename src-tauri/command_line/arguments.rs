//! What can be typed after the program's name.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// User management that an accounting practice can prove.
///
/// Without a command Firmkeep opens its window. With one it works without a window: answers are JSON on standard output,
/// refusals are {"code","message","field"} on standard output with exit status 1.
#[derive(Debug, Parser)]
#[command(name = "firmkeep", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// The folder that holds the practice on this computer, instead of the usual one or that of `FIRMKEEP_DATA_DIR`.
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// Say in the window's title that this is the sample practice, so that nobody takes it for the real one.
    #[arg(long)]
    pub demo: bool,

    /// What to do without a window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What Firmkeep does without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List every operation: its name, who may call it, and the schemas of its input and reply.
    Operations,

    /// Perform one operation as a user, whose password is read from standard input.
    ///
    /// A practice whose key is kept under a passphrase needs the passphrase as the second line of standard input.
    Call {
        /// The operation, as users.list.
        name: String,
        /// Its input, or @FILE for a file that holds it.
        #[arg(value_name = "JSON", default_value = "{}")]
        input: String,
        /// The email address of the user who asks. Without it the operation is asked for signed out.
        #[arg(long = "as", value_name = "EMAIL")]
        email: Option<String>,
        /// A file that goes with it, as the picture of settings.set_logo.
        #[arg(long, value_name = "FILE")]
        content: Option<PathBuf>,
        /// The file that it makes, as the export of register.export. It appears when it is whole.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },

    /// Verify the register of events, or a file of them; exit status 1 when something does not fit.
    ///
    /// A file is an export in JSON Lines or an archive. Checking one needs neither the practice nor a user.
    Verify {
        /// The file to verify, instead of the register.
        #[arg(value_name = "FILE", required_unless_present = "email")]
        file: Option<PathBuf>,
        /// The email address of the user who asks; the password is read from standard input.
        #[arg(long = "as", value_name = "EMAIL", conflicts_with = "file")]
        email: Option<String>,
        /// The public half of the practice's key, as register.status tells it. Without it the one is expected that this
        /// computer signs with, if it has a practice.
        #[arg(long, value_name = "HEX", requires = "file", conflicts_with = "email")]
        key: Option<String>,
    },

    /// Create a sample practice of invented people in the folder of --data-dir, and print how to sign in to it.
    Demo,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_password_cannot_be_an_argument() {
        for secret in ["--password", "--passphrase", "--recovery-key"] {
            let typed = ["firmkeep", "call", "users.list", "{}", "--as", "ada@example.com", secret, "x"];
            assert!(Arguments::try_parse_from(typed).is_err(), "{secret} would be seen by everyone on this computer");
        }
    }

    #[test]
    fn the_folder_may_stand_before_or_after_the_command() {
        for typed in [["firmkeep", "--data-dir", "/d", "operations"], ["firmkeep", "operations", "--data-dir", "/d"]] {
            assert_eq!(Arguments::try_parse_from(typed).unwrap().data_dir, Some("/d".into()));
        }
    }
}
