//! The console, at `/`: the settings screen for the people of an account.

use axum::{
    Json, Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use serde::Serialize;
use url::Url;

use super::{file, fresh, not_built};

/// What `scripts/pages` built; empty where it did not run.
#[derive(RustEmbed)]
#[folder = "pages/console/"]
#[allow_missing = true]
struct Files;

/// The addresses of its views, which are all one page.
pub(crate) const VIEWS: [&str; 10] = [
    "/",
    "/history",
    "/history/compare",
    "/history/{number}",
    "/api-keys",
    "/webhooks",
    "/webhooks/{id}",
    "/terms",
    "/sign-in",
    CALLBACK,
];

/// Where the identity provider sends people back to.
const CALLBACK: &str = "/sign-in/callback";

/// Whether a path is that of a view.
pub(crate) fn is_view(path: &str) -> bool {
    let matches = |view: &str| {
        let mut parts = view.split('/').zip(path.split('/'));
        view.split('/').count() == path.split('/').count()
            && parts.all(|(view, part)| view == part || view.starts_with('{'))
    };
    VIEWS.into_iter().any(matches)
}

/// How people sign in: by the identity provider, with OpenID Connect's authorization code and PKCE.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// The provider's issuer, as its tokens spell it: an https URL, or an http one of this machine.
    pub issuer: String,
    /// By what the provider knows the console.
    pub client_id: String,
    /// What is asked for, with spaces between.
    pub scopes: String,
}

/// What the page must know before anybody signs in.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    /// Whether there are tokens to choose from.
    demo: bool,
    /// How people sign in; without it they bring a token.
    sign_in: Option<SignIn>,
}

/// The console's page, what it loads, and what it must know.
pub(crate) fn routes(sign_in: Option<SignIn>, is_demo: bool) -> Router {
    let policy = content_security_policy(sign_in.as_ref());
    let settings = serde_json::json!(Settings { demo: is_demo, sign_in });
    let guarded = move |mut response: Response| {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        response
    };
    let page = |view: &'static str| {
        let guarded = guarded.clone();
        move |headers: HeaderMap| async move {
            let mut response = guarded(file::page::<Files>(&headers).unwrap_or_else(|| not_built("the console")));
            // The window in which somebody signs in again comes back to the page that opened it.
            if view != CALLBACK {
                let apart = HeaderValue::from_static("same-origin-allow-popups");
                response.headers_mut().insert(header::HeaderName::from_static("cross-origin-opener-policy"), apart);
            }
            response
        }
    };
    let views = VIEWS.into_iter().fold(Router::new(), |router, view| router.route(view, get(page(view))));
    let asset = move |Path(name): Path<String>, headers: HeaderMap| async move {
        file::asset::<Files>(&name, &headers).map_or_else(|| StatusCode::NOT_FOUND.into_response(), guarded)
    };
    views
        .route("/assets/{file}", get(asset))
        .route("/console/config", get(async move || fresh(Json(settings).into_response())))
}

/// What the page may load and do: everything comes from this origin, pictures that are about to be sent from the page
/// itself, and nothing is evaluated. Only the identity provider is asked beside it.
fn content_security_policy(sign_in: Option<&SignIn>) -> HeaderValue {
    let origin = sign_in.and_then(|sign_in| Some(Url::parse(&sign_in.issuer).ok()?.origin().ascii_serialization()));
    let provider = origin.map(|origin| format!(" {origin}"));
    let policy = format!(
        "default-src 'none'; script-src 'self'; connect-src 'self'{provider}; style-src 'self'; font-src 'self'; \
         img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        provider = provider.unwrap_or_default(),
    );
    // An origin in ASCII is always one.
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_known_by_its_path() {
        for view in ["/", "/history", "/history/12", "/webhooks/whe_1", "/sign-in/callback"] {
            assert!(is_view(view), "{view}");
        }
        for other in ["", "/graphql", "/history/1/2", "/webhooks/a/b", "/sign-in/elsewhere"] {
            assert!(!is_view(other), "{other}");
        }
    }

    #[test]
    fn the_page_asks_the_identity_provider_and_nobody_else() {
        let sign_in = SignIn {
            issuer: "https://id.example:8443/realms/a".to_owned(),
            client_id: "console".to_owned(),
            scopes: "openid".to_owned(),
        };
        let policy = content_security_policy(Some(&sign_in));
        assert!(policy.to_str().unwrap().contains("; connect-src 'self' https://id.example:8443; "), "{policy:?}");
        assert!(content_security_policy(None).to_str().unwrap().contains("; connect-src 'self'; "));
    }
}
