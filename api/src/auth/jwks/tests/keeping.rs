//! Rotation, age, outages and floods, in time that is paused.

use futures_util::future::join_all;

use super::*;

#[tokio::test(start_paused = true)]
async fn until_the_keys_were_fetched_nobody_can_tell_and_then_a_token_is_good() {
    let source = Given::new([None, None, Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    assert_eq!(judged(&provider, &token("a")).await, Err(NotVerified::NoKeys));
    assert!(provider.keys().is_none());
    sleep(Duration::from_secs(4)).await;
    assert_eq!(source.asked(), 3, "after one second, and after two more");
    assert!(provider.keys().is_some());
    assert!(judged(&provider, &token("a")).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn keys_are_fetched_again_when_they_are_old_and_not_before() {
    let minutes = Duration::from_mins;
    for (told, age) in [
        (None, minutes(15)),
        (Some(minutes(5)), minutes(5)),
        (Some(Duration::ZERO), minutes(1)),
        (Some(Duration::from_secs(59)), minutes(1)),
        (Some(Duration::from_hours(25)), Duration::from_hours(24)),
        (Some(Duration::MAX), Duration::from_hours(24)),
    ] {
        let source = Given::with_age(told, [Some(set(&[ed_key("a")]))]);
        let provider = kept(&source);
        sleep(Duration::from_secs(1)).await;
        for _ in 0..1_000 {
            judged(&provider, &token("a")).await.unwrap();
        }
        sleep(age.checked_sub(Duration::from_secs(2)).unwrap()).await;
        assert_eq!(source.asked(), 1, "{told:?}");
        sleep(Duration::from_secs(2)).await;
        assert_eq!(source.asked(), 2, "{told:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_token_after_a_rotation_is_good_and_a_key_that_is_gone_is_not() {
    let source = Given::new([Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    source.then(Some(set(&[ed_key("b")])));
    // Slow, but in time.
    source.takes(Duration::from_millis(4_900));
    let first = join_all((0..100).map(|_| async { judged(&provider, &token("b")).await.is_ok() })).await;
    assert!(first.into_iter().all(|is_good| is_good));
    assert_eq!(source.asked(), 2, "one fetch for all of them");
    assert_eq!(judged(&provider, &token("a")).await, Err(UNKNOWN));
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_began_before_the_rotation_is_followed_by_another_one() {
    let source = Given::new([Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    source.takes(Duration::from_secs(2));
    // The fetch because of its age is under way, and what it answers is decided.
    sleep(AGE).await;
    assert_eq!(source.asked(), 2);
    source.then(Some(set(&[ed_key("b")])));
    assert!(judged(&provider, &token("b")).await.is_ok());
    assert_eq!(source.asked(), 3);
}

#[tokio::test(start_paused = true)]
async fn tokens_of_made_up_keys_make_it_fetch_once_a_minute() {
    let source = Given::with_age(Some(AGE_MAX), [Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(10) {
        let tokens: Vec<String> = (0..20).map(|number| token(&format!("made-up-{number}"))).collect();
        for refused in join_all(tokens.iter().map(|token| judged(&provider, token))).await {
            assert_eq!(refused, Err(UNKNOWN));
        }
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(source.asked(), 1 + 10, "at the start, and each minute");
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_where_no_fetch_is_under_way_and_nobody_waits_for_ever() {
    let source = Given::with_age(Some(AGE_MAX), [Some(set(&[ed_key("a")]))]);
    let provider = kept(&source);
    sleep(Duration::from_secs(1)).await;
    let waited = async |token: &str| {
        let begun = Instant::now();
        let judged = judged(&provider, token).await;
        (begun.elapsed(), judged)
    };
    source.takes(Duration::from_hours(1));
    assert_eq!(waited(&token("made-up")).await, (PATIENCE, Err(UNKNOWN)));
    let (time, good) = waited(&token("a")).await;
    assert_eq!((time, good.is_ok()), (Duration::ZERO, true), "a known key needs no fetch");
    source.takes(Duration::ZERO);
    sleep(Duration::from_hours(2)).await;
    // The first one after a minute asks, and the next does not.
    waited(&token("made-up")).await.1.unwrap_err();
    assert_eq!(waited(&token("made-up-too")).await, (Duration::ZERO, Err(UNKNOWN)));
    for no_token in ["", ".", "a.b.c", "cuenta_x", &"x".repeat(10_000)] {
        assert_eq!(waited(no_token).await.0, Duration::ZERO, "{no_token}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_leaves_the_known_keys_good_however_long_it_lasts() {
    let source = Given::new([Some(set(&[ed_key("a")])), None]);
    let provider = kept(&source);
    sleep(Duration::from_hours(72)).await;
    assert!(judged(&provider, &token("a")).await.is_ok());
    assert!((72 * 59..=72 * 60).contains(&source.asked()), "it goes on asking each minute: {}", source.asked());
    source.then(Some(set(&[])));
    sleep(Duration::from_mins(2)).await;
    assert!(judged(&provider, &token("a")).await.is_ok(), "a set without keys is an outage as well");
    source.then(Some(set(&[ed_key("b")])));
    sleep(Duration::from_mins(2)).await;
    assert!(judged(&provider, &token("b")).await.is_ok());
    let asked = source.asked();
    sleep(AGE.checked_sub(Duration::from_mins(2)).unwrap()).await;
    assert_eq!(source.asked(), asked, "after the outage the age counts again");
}

#[tokio::test(start_paused = true)]
async fn made_up_keys_during_an_outage_add_one_fetch_a_minute() {
    let source = Given::new([Some(set(&[ed_key("a")])), None]);
    let provider = kept(&source);
    sleep(AGE + Duration::from_mins(10)).await;
    let (asked, begun) = (source.asked(), Instant::now());
    while begun.elapsed() < Duration::from_mins(10) {
        assert_eq!(judged(&provider, &token("made-up")).await, Err(UNKNOWN));
        sleep(Duration::from_millis(50)).await;
    }
    assert!(source.asked() - asked <= 2 * 10 + 1, "{}", source.asked() - asked);
}
