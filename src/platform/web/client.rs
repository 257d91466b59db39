//! Where a request comes from, believing only the proxies that the configuration names.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::HttpRequest;

use crate::platform::config::Network;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of the client: the peer's, or what trusted proxies say in `X-Forwarded-For`, read from the right as far
/// as they are trusted; what stands further left could have been written by anybody.
pub fn address(request: &HttpRequest, trusted: &[Network]) -> IpAddr {
    let mut client =
        request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
    let lines: Vec<&str> =
        request.headers().get_all(FORWARDED_FOR).filter_map(|value| value.to_str().ok()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let Ok(hop) = hop.trim().parse::<IpAddr>() else { break };
        if !trusted.iter().any(|network| network.contains(client)) {
            break;
        }
        client = hop.to_canonical();
    }
    client
}

/// True when a proxy that is not trusted stands between, so that the address says nothing about the client.
pub fn is_relayed(request: &HttpRequest, trusted: &[Network]) -> bool {
    let peer = request.peer_addr().map(|peer| peer.ip());
    request.headers().contains_key(FORWARDED_FOR)
        && !peer.is_some_and(|peer| trusted.iter().any(|network| network.contains(peer)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut request = TestRequest::default().peer_addr(format!("{peer}:1000").parse().unwrap());
        for line in forwarded {
            request = request.append_header((FORWARDED_FOR, *line));
        }
        let trusted: Vec<Network> =
            trusted.iter().map(|text| Network::try_from((*text).to_owned()).unwrap()).collect();
        address(&request.to_http_request(), &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"], &["10.0.0.0/8"]), "198.51.100.1");
        // The client wrote the first address itself.
        assert_eq!(seen("10.0.0.1", &["1.2.3.4, 198.51.100.1"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4", "198.51.100.1, 10.0.0.2"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["nonsense"], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
    }
}
