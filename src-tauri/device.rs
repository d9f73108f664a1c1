//! The computer that this program runs on, as the register names it.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::sync::OnceLock;

use firmkeep_core::{ComputerKey, Device};

/// This computer now. Its address is asked for each time, because a notebook changes networks.
#[must_use]
pub fn this_computer() -> Device {
    Device { ip: address().to_string(), ..unchanging().clone() }
}

/// What stays the same while the program runs.
fn unchanging() -> &'static Device {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    DEVICE.get_or_init(|| Device {
        computer: gethostname::gethostname().to_string_lossy().into_owned(),
        operating_system: operating_system(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        ip: String::new(),
        key: ComputerKey::default(),
    })
}

/// Name and version, as `Windows 11 Pro (10.0.26100)` or `Debian 12`.
fn operating_system() -> String {
    let info = os_info::get();
    let version = match info.version() {
        os_info::Version::Unknown => None,
        version => Some(short(&version.to_string())),
    };
    match (info.edition(), version) {
        // Windows' edition already says which Windows; its version is the build.
        (Some(edition), Some(build)) => format!("{edition} ({build})"),
        (Some(edition), None) => edition.to_owned(),
        (None, Some(version)) => format!("{} {version}", info.os_type()),
        (None, None) => info.os_type().to_string(),
    }
}

/// `12` instead of `12.0.0`: nobody says the noughts.
fn short(version: &str) -> String {
    let mut short = version;
    while let Some(shorter) = short.strip_suffix(".0") {
        short = shorter;
    }
    short.to_owned()
}

/// The address of the interface by which this computer would reach another one.
fn address() -> IpAddr {
    routed(Ipv4Addr::new(192, 0, 2, 1).into(), Ipv4Addr::UNSPECIFIED.into())
        .or_else(|| routed(IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]), IpAddr::from([0_u16; 8])))
        .or_else(first_in_the_office)
        .unwrap_or(Ipv4Addr::LOCALHOST.into())
}

/// The own address on the way to `far`. Connecting a UDP socket only chooses the way: nothing is sent.
fn routed(far: IpAddr, own: IpAddr) -> Option<IpAddr> {
    let socket = UdpSocket::bind((own, 0)).ok()?;
    socket.connect((far, 9)).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified())
}

/// In an office without a way to the internet no route says which interface matters: take the first real one.
fn first_in_the_office() -> Option<IpAddr> {
    let interfaces = local_ip_address::list_afinet_netifas().ok()?;
    interfaces.into_iter().map(|(_, ip)| ip).find(|ip| ip.is_ipv4() && !ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_known() {
        let device = this_computer();
        assert!(!device.computer.is_empty());
        assert!(!device.operating_system.is_empty() && !device.operating_system.starts_with("Unknown"));
        assert_eq!(device.app_version, env!("CARGO_PKG_VERSION"));
        assert!(device.ip.parse::<IpAddr>().is_ok());
    }

    #[test]
    fn versions_are_told_as_people_say_them() {
        assert_eq!((short("12.0.0"), short("14.5.0"), short("24.04")), ("12".into(), "14.5".into(), "24.04".into()));
    }

    #[test]
    fn the_address_is_one_of_this_computers_own() {
        let own: Vec<IpAddr> = local_ip_address::list_afinet_netifas().unwrap().into_iter().map(|(_, ip)| ip).collect();
        let address = address();
        assert!(address.is_loopback() || own.contains(&address), "{address} is none of {own:?}");
    }
}
