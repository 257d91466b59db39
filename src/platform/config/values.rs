//! Values that are parsed when the configuration is read, so that the rest of the program cannot meet a bad one.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use actix_web::http::Uri;
use chrono::NaiveTime;
use serde::Deserialize;

/// A text that never shows in logs or dumps.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself; whoever calls this must not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

/// Scheme and host under which people reach the desk, without a final slash.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The URL without a final slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The absolute URL of a local path such as `/domande/12`.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// True when browsers reach the desk over TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The host without port.
    pub fn host(&self) -> String {
        self.0.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const SHAPE: &str = "write it as https://host or http://host:port, without a path";
        let uri: Uri = text.parse().map_err(|_| SHAPE)?;
        let plain = matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
            && !text.contains(['@', '?', '#'])
            && uri.path() == "/";
        if plain { Ok(Self(text.trim_end_matches('/').to_owned())) } else { Err(SHAPE) }
    }
}

/// A network such as `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// True when the address belongs to the network.
    pub fn contains(self, address: IpAddr) -> bool {
        let first = u32::from(self.bits);
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                let mask = u32::MAX.checked_shl(32 - first).unwrap_or(0);
                ours.to_bits() & mask == theirs.to_bits() & mask
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                let mask = u128::MAX.checked_shl(128 - first).unwrap_or(0);
                ours.to_bits() & mask == theirs.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl TryFrom<String> for Network {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const SHAPE: &str = "write each network as 10.0.0.0/8 or as one address";
        let (address, bits) = text.split_once('/').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| SHAPE)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| SHAPE)?;
        if bits <= most { Ok(Self { address, bits }) } else { Err(SHAPE) }
    }
}

/// Opening hours within a day, in Europe/Rome; `from` is before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Span {
    /// First moment open.
    pub from: NaiveTime,
    /// First moment closed again; 24:00 is written and read as 23:59:59.
    pub until: NaiveTime,
}

impl TryFrom<String> for Span {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const SHAPE: &str = "write each span as 09:00-13:00, the end after the beginning";
        let (from, until) = text.split_once('-').ok_or(SHAPE)?;
        let hour = |text: &str| match text.trim() {
            "24:00" => NaiveTime::from_hms_opt(23, 59, 59).ok_or(SHAPE),
            text => NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| SHAPE),
        };
        let (from, until) = (hour(from)?, hour(until)?);
        if from < until { Ok(Self { from, until }) } else { Err(SHAPE) }
    }
}

/// A day of every year, such as 7 December.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31, existing in that month in a leap year.
    pub day: u32,
}

impl TryFrom<String> for MonthDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const SHAPE: &str = "write each day as month-day, for example 12-07";
        let (month, day) = text.split_once('-').ok_or(SHAPE)?;
        let (month, day) = (month.parse().map_err(|_| SHAPE)?, day.parse().map_err(|_| SHAPE)?);
        chrono::NaiveDate::from_ymd_opt(2024, month, day).map(|_| Self { month, day }).ok_or(SHAPE)
    }
}

/// How often a periodic job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Pace {
    /// Never.
    Off,
    /// Again and again after this time.
    Every(Duration),
    /// Once a day at this hour of Europe/Rome.
    Daily(NaiveTime),
}

impl FromStr for Pace {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const SHAPE: &str = "write 30s, 5m or 1h for a pace, 03:30 for an hour of the day, nothing for never";
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Off);
        }
        if text.contains(':') {
            return NaiveTime::parse_from_str(text, "%H:%M").map(Self::Daily).map_err(|_| SHAPE);
        }
        let unit = match text.chars().last() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3600,
            _ => return Err(SHAPE),
        };
        let count: u32 = text.trim_end_matches(['s', 'm', 'h']).parse().map_err(|_| SHAPE)?;
        if count == 0 || u64::from(count) * unit > 86_400 {
            return Err("a pace goes from 1s to 24h");
        }
        Ok(Self::Every(Duration::from_secs(u64::from(count) * unit)))
    }
}

impl TryFrom<String> for Pace {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
