//! Somebody who asks, over HTTP as a client would, and the answers they get.

use api::app::Front;
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Somebody who asks, with or without a token.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    router: Front,
    token: Option<String>,
    language: Option<&'static str>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Client {
    pub(crate) fn new(router: Front, token: Option<String>) -> Self {
        Self { router, token, language: Some("en") }
    }

    /// The same, asking for answers in a language, or in none.
    pub(crate) fn speaking(&self, language: Option<&'static str>) -> Self {
        Self { language, ..self.clone() }
    }

    /// The same, from an address.
    pub(crate) fn connected_from(&self, address: &str) -> Self {
        Self { router: self.router.of_peer(address.parse().unwrap()), ..self.clone() }
    }

    /// Sends a document without variables.
    pub(crate) async fn ask(&self, query: &str) -> Answer {
        self.send(query, json!({})).await
    }

    /// Sends a document with variables.
    pub(crate) async fn send(&self, query: &str, variables: Value) -> Answer {
        self.raw(self.post(&json!({"query": query, "variables": variables}))).await
    }

    /// Begins a subscription over server-sent events; the answer's body goes on.
    pub(crate) async fn subscribe(&self, query: &str, variables: Value) -> Stream {
        let mut request = self.post(&json!({"query": query, "variables": variables}));
        request.headers_mut().insert(header::ACCEPT, "text/event-stream".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        Stream { body: response.into_body(), read: String::new() }
    }

    /// Calls a mutation that takes an input, with options, and answers its payload's `fields`.
    ///
    /// The variables are named as the mutation's input type is.
    pub(crate) async fn mutate(&self, mutation: &str, input: Value, options: Value, fields: &str) -> Answer {
        let (first, rest) = mutation.split_at(1);
        let input_type = format!("{}{rest}Input", first.to_uppercase());
        let query = format!(
            "mutation($input: {input_type}!, $options: WriteOptions) \
             {{ {mutation}(input: $input, options: $options) {{ {fields} }} }}"
        );
        self.send(&query, json!({"input": input, "options": options})).await
    }

    /// A POST of a JSON body, with this client's headers.
    pub(crate) fn post(&self, body: &Value) -> Request<Body> {
        self.request("POST", "/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap()
    }

    /// The beginning of a request, with this client's headers.
    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT, "application/graphql-response+json");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(language) = self.language {
            request = request.header(header::ACCEPT_LANGUAGE, language);
        }
        request
    }

    /// Sends any request; a body that is no JSON is answered as a text.
    pub(crate) async fn raw(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Uploads a photo by the multipart request specification.
    pub(crate) async fn upload_photo(&self, bytes: &[u8], options: Value, fields: &str) -> Answer {
        let query = format!(
            "mutation($photo: Upload!, $options: WriteOptions) \
             {{ setCompanyPhoto(input: {{photo: $photo}}, options: $options) {{ {fields} }} }}"
        );
        let operations = json!({"query": query, "variables": {"photo": null, "options": options}});
        let mut body = Vec::new();
        for (name, text) in [("operations", operations.to_string()), ("map", r#"{"0":["variables.photo"]}"#.to_owned())]
        {
            body.extend(format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
        }
        body.extend(
            b"--xyz\r\nContent-Disposition: form-data; name=\"0\"; filename=\"photo\"\r\n\
              Content-Type: application/octet-stream\r\n\r\n",
        );
        body.extend(bytes);
        body.extend(b"\r\n--xyz--\r\n");
        let request = self
            .request("POST", "/graphql")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
            .header("GraphQL-Require-Preflight", "1")
            .body(Body::from(body))
            .unwrap();
        self.raw(request).await
    }
}

/// The events of a subscription.
#[derive(Debug)]
pub(crate) struct Stream {
    body: Body,
    read: String,
}

impl Stream {
    /// The payload of the next event; none where the stream is complete. A minute is for machines that are busy.
    pub(crate) async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.read = rest;
                if let Some(data) = event.strip_prefix("event: next\ndata: ") {
                    return Some(serde_json::from_str(data).unwrap());
                } else if event.starts_with("event: complete") {
                    return None;
                }
                assert_eq!(event, ":", "a comment");
                continue;
            }
            let frame = tokio::time::timeout(std::time::Duration::from_mins(1), self.body.frame()).await.unwrap();
            self.read += std::str::from_utf8(&frame.unwrap().unwrap().into_data().unwrap()).unwrap();
        }
    }
}

impl Answer {
    /// The data, where nothing went wrong.
    #[track_caller]
    pub(crate) fn data(&self) -> &Value {
        assert!(self.body.get("errors").is_none(), "errors: {}", self.body);
        &self.body["data"]
    }

    /// The payload of the only field of the data, where nothing was wrong with the input.
    #[track_caller]
    pub(crate) fn done(&self) -> &Value {
        let payload = self.payload();
        assert!(payload["userErrors"].as_array().is_none_or(Vec::is_empty), "user errors: {payload}");
        payload
    }

    /// The payload of the only field of the data.
    #[track_caller]
    pub(crate) fn payload(&self) -> &Value {
        let data = self.data().as_object().unwrap();
        assert_eq!(data.len(), 1, "one field was asked for");
        data.values().next().unwrap()
    }

    /// Code and path of each user error, as `CODE at/the/path`.
    #[track_caller]
    pub(crate) fn user_errors(&self) -> Vec<String> {
        let errors = self.payload()["userErrors"].as_array().unwrap();
        errors
            .iter()
            .map(|error| {
                let path: Vec<&str> =
                    error["path"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
                format!("{} {}", error["code"].as_str().unwrap(), path.join("/")).trim_end().to_owned()
            })
            .collect()
    }

    /// The code of each top-level error.
    pub(crate) fn codes(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array().map_or(&[][..], Vec::as_slice);
        errors.iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("none")).collect()
    }
}
