//! On Windows a program with a window has no console. Started from one with a command, it must answer there.

/// Attaches to the console that this process was started from, if there is one. Standard output that already leads
/// somewhere, as to a file or a pipe, stays as it is.
#[cfg(windows)]
#[expect(unsafe_code, reason = "the system call has no safe form; it takes a constant and touches no memory of ours")]
pub fn attach() {
    use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};

    // Without a parent console the call fails, and there is nobody to answer to.
    unsafe {
        AttachConsole(ATTACH_PARENT_PROCESS);
    }
}

/// Elsewhere every program has its standard streams.
#[cfg(not(windows))]
pub const fn attach() {}
