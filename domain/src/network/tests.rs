use proptest::prelude::*;

use super::*;

#[test]
fn a_handle_becomes_the_link_of_its_network() {
    for (network, handle, link) in [
        (Network::Telegram, "acme_support", "https://t.me/acme_support"),
        (Network::Facebook, "acme.corp-1", "https://www.facebook.com/acme.corp-1"),
        (Network::Instagram, "acme.corp_1", "https://www.instagram.com/acme.corp_1"),
        (Network::Linkedin, "acme-corp", "https://www.linkedin.com/company/acme-corp"),
        (Network::X, "AcmeCorp_1", "https://x.com/AcmeCorp_1"),
        (Network::Youtube, "acme-corp.1", "https://www.youtube.com/@acme-corp.1"),
        (Network::Youtube, "padaria·são·joão", "https://www.youtube.com/@padaria·são·joão"),
        (Network::Linkedin, "cafe\u{301}", "https://www.linkedin.com/company/café"),
    ] {
        for typed in [handle.to_owned(), format!("@{handle}"), format!(" @{handle}\n"), link.to_owned()] {
            assert_eq!(parse(network, &typed).as_deref(), Ok(link), "{network:?} {typed:?}");
        }
    }
}

#[test]
fn a_link_is_reduced_to_its_path_on_the_networks_main_host() {
    for (network, typed, link) in [
        (Network::Telegram, "https://telegram.me/acme", "https://t.me/acme"),
        (Network::Telegram, "https://t.me/@acme", "https://t.me/acme"),
        (Network::Telegram, "https://t.me/+aBc_123", "https://t.me/+aBc_123"),
        (Network::Facebook, "https://m.facebook.com/acme/?ref=page#top", "https://www.facebook.com/acme"),
        (Network::Facebook, "https://fb.com/acme", "https://www.facebook.com/acme"),
        (Network::Facebook, "https://facebook.com/pages/Acme/123/", "https://www.facebook.com/pages/Acme/123"),
        (
            Network::Facebook,
            "https://facebook.com/profile.php?sk=about&id=100012345#a",
            "https://www.facebook.com/profile.php?id=100012345",
        ),
        (Network::Instagram, "HTTPS://Instagram.com/Acme?hl=pt", "https://www.instagram.com/Acme"),
        (Network::Linkedin, "https://linkedin.com/in/some-one/", "https://www.linkedin.com/in/some-one"),
        (Network::Linkedin, "https://br.linkedin.com/company/acme", "https://www.linkedin.com/company/acme"),
        (
            Network::Linkedin,
            "https://www.linkedin.com/company/caf%C3%A9/about/",
            "https://www.linkedin.com/company/caf%C3%A9/about",
        ),
        (Network::X, "https://twitter.com/acme/", "https://x.com/acme"),
        (Network::X, "https://mobile.twitter.com/acme?s=20", "https://x.com/acme"),
        (Network::X, "https://www.x.com/@acme", "https://x.com/acme"),
        (Network::Youtube, "https://youtube.com/@acme?si=abc", "https://www.youtube.com/@acme"),
        (Network::Youtube, "https://m.youtube.com/channel/UC_x-1/", "https://www.youtube.com/channel/UC_x-1"),
        (Network::Youtube, "https://www.youtube.com/c/Acme", "https://www.youtube.com/c/Acme"),
        (Network::Youtube, "https://www.youtube.com/acme#a?b", "https://www.youtube.com/acme"),
    ] {
        assert_eq!(parse(network, typed).as_deref(), Ok(link), "{network:?} {typed}");
    }
}

#[test]
fn what_is_neither_is_refused_by_every_network() {
    for typed in [
        "@",
        "@@acme",
        "acme corp",
        "acme/corp",
        "acme?a",
        "acme@example.com",
        "acme\u{0}",
        "acme\u{202e}",
        "acme\n1",
        ".",
        "..",
        ".acme",
        "acme.",
        "___",
        "😀",
        "<script>",
        "javascript:alert(1)",
        "https://",
        "https://acme",
        "https://example.com/acme",
        "ftp://x.com/acme",
    ] {
        for network in Network::ALL {
            assert_eq!(parse(network, typed), Err(Problem::InvalidUrl), "{network:?} {typed:?}");
        }
    }
}

#[test]
fn a_host_that_only_looks_like_the_networks_is_refused() {
    for network in Network::ALL {
        let host = facts(network).host;
        for typed in [
            format!("http://{host}/acme"),
            format!("//{host}/acme"),
            format!("{host}/acme"),
            format!("https:/{host}/acme"),
            format!("https:{host}/acme"),
            format!("https:///{host}/acme"),
            format!("https://{host}"),
            format!("https://{host}/"),
            format!("https://{host}//acme"),
            format!("https://{host}/acme//"),
            format!("https://{host}?/acme"),
            format!("https://{host}:443/acme"),
            format!("https://{host}:/acme"),
            format!("https://{host}./acme"),
            format!("https://@{host}/acme"),
            format!("https://user@{host}/acme"),
            format!("https://{host}@evil.example/acme"),
            format!("https://{host}.evil.example/acme"),
            format!("https://evil{host}/acme"),
            format!("https://evil.example/{host}/acme"),
            format!("https://evil.example\\{host}/acme"),
            format!("https://{host}\\@evil.example/acme"),
            format!("https://{host}/../acme"),
            format!("https://{host}/acme/%2E%2e"),
            format!("https://{host}/acme/."),
            format!("https://{host}/ac me"),
            format!("https://{host}/ac\tme"),
            format!("https://{host}/ac\\me"),
            format!("https://{host}/ac<me"),
            format!("https://{host}/acme%"),
            format!("https://{host}/acme%4x"),
            format!("https://{host}/acme%4é"),
        ] {
            assert_eq!(parse(network, &typed), Err(Problem::InvalidUrl), "{network:?} {typed:?}");
        }
    }
}

#[test]
fn a_link_to_another_network_is_refused() {
    for one in Network::ALL {
        for other in Network::ALL {
            let is_taken = parse(one, &format!("https://{}/acme", facts(other).host)).is_ok();
            assert_eq!(is_taken, one == other, "{one:?} {other:?}");
        }
    }
}

#[test]
fn a_handle_has_the_signs_and_the_length_of_its_network() {
    for (network, handle) in [
        (Network::Telegram, "acme-corp"),
        (Network::Telegram, "acme.corp"),
        (Network::Telegram, "são"),
        (Network::Facebook, "acme_corp"),
        (Network::Facebook, "facebook.com"),
        (Network::Instagram, "acme-corp"),
        (Network::Instagram, "Instagram.com"),
        (Network::Linkedin, "acme.corp"),
        (Network::X, "acme-corp"),
        (Network::X, "x.com"),
        (Network::Youtube, "youtube.com"),
    ] {
        assert_eq!(parse(network, handle), Err(Problem::InvalidUrl), "{network:?} {handle}");
    }
    for network in Network::ALL {
        let max = facts(network).handle_max;
        assert!(parse(network, &"a".repeat(max)).is_ok());
        assert_eq!(parse(network, &"a".repeat(max + 1)), Err(Problem::InvalidUrl));
    }
}

#[test]
fn a_link_without_a_profile_is_refused() {
    for (network, typed) in [
        (Network::Facebook, "https://www.facebook.com/profile.php"),
        (Network::Facebook, "https://www.facebook.com/profile.php?id="),
        (Network::Facebook, "https://www.facebook.com/profile.php?id=1x"),
        (Network::Facebook, "https://www.facebook.com/profile.php#?id=1"),
        (Network::Facebook, "https://www.facebook.com/story.php?id=1"),
        (Network::Youtube, "https://www.youtube.com/watch?v=abc"),
        (Network::Youtube, "https://youtu.be/abc"),
    ] {
        assert_eq!(parse(network, typed), Err(Problem::InvalidUrl), "{network:?} {typed}");
    }
}

#[test]
fn a_profile_is_required_and_bounded() {
    for network in Network::ALL {
        assert_eq!(parse(network, ""), Err(Problem::Required));
        assert_eq!(parse(network, " \n"), Err(Problem::Required));
        let start = format!("https://{}/", facts(network).host);
        let longest = format!("{start}{}", "a".repeat(2048 - start.len()));
        assert_eq!(parse(network, &longest), Ok(longest.clone()));
        assert_eq!(parse(network, &format!("{longest}a")), Err(Problem::TooLong { max: 2048 }));
    }
}

proptest! {
    #[test]
    fn what_is_taken_is_taken_again_unchanged(
        network in prop::sample::select(Network::ALL.to_vec()),
        any: String,
        path in "@?[a-zA-Z0-9._%/-]{0,12}(\\?id=[0-9]{0,3})?",
    ) {
        for typed in [any, format!("https://{}/{path}", facts(network).host), path] {
            if let Ok(link) = parse(network, &typed) {
                let main = format!("https://{}/", facts(network).host);
                prop_assert!(link.starts_with(&main), "{}", link);
                prop_assert!(url::Url::parse(&link).is_ok());
                prop_assert_eq!(parse(network, &link), Ok(link));
            }
        }
    }
}
