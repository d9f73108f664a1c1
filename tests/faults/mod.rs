//! What goes wrong under a practice: files, disks, processes and servers. Each test causes its fault for real.

mod another_computer;
mod disk_full;
mod file;
mod ground;
mod killed;
mod killed_archive;
mod killed_setup;
mod server_stops;
mod whole_or_not;
