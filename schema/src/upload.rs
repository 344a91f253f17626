//! Files that come with a request: <https://github.com/jaydenseric/graphql-multipart-request-spec>.
//!
//! A file's variable holds a reference into [`Uploads`], made of bytes: neither JSON nor a document can write such a
//! value, so nothing but the reader of the multipart request can name a file.

use async_graphql::{Context, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use bytes::Bytes;

/// A file of a GraphQL multipart request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upload(u32);

/// The files of one request, part of the request's data.
#[derive(Debug, Default)]
pub struct Uploads(Vec<UploadedFile>);

/// A file as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// The name that the client gives it, of any length and content.
    pub file_name: Option<String>,
    /// What the client says it is.
    pub content_type: Option<String>,
    /// Its content.
    pub bytes: Bytes,
}

impl Upload {
    /// The file, if the request brought one.
    #[must_use]
    pub fn file<'a>(&self, ctx: &Context<'a>) -> Option<&'a UploadedFile> {
        let index = usize::try_from(self.0).ok()?;
        ctx.data_opt::<Uploads>()?.0.get(index)
    }
}

impl Uploads {
    /// Adds a file; the answer is the value for the variables that name it.
    pub fn add(&mut self, file: UploadedFile) -> Value {
        // More files than numbers do not fit into memory; the reference would find no file.
        let index = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.push(file);
        Value::Binary(Bytes::copy_from_slice(&index.to_be_bytes()))
    }
}

impl std::fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UploadedFile")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// A file of a GraphQL multipart request; it can only be a variable.
#[Scalar(name = "Upload", specified_by_url = "https://github.com/jaydenseric/graphql-multipart-request-spec")]
impl ScalarType for Upload {
    fn parse(value: Value) -> InputValueResult<Self> {
        reference(&value).map(Self).ok_or_else(|| InputValueError::expected_type(value))
    }

    fn is_valid(value: &Value) -> bool {
        reference(value).is_some()
    }

    fn to_value(&self) -> Value {
        Value::Null
    }
}

fn reference(value: &Value) -> Option<u32> {
    match value {
        Value::Binary(bytes) => bytes.as_ref().try_into().ok().map(u32::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptySubscription, Object, Request, Response, Schema, Variables, value};

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        async fn nothing(&self) -> bool {
            true
        }
    }

    struct Mutation;

    #[Object]
    impl Mutation {
        async fn size(&self, ctx: &Context<'_>, file: Upload) -> Option<usize> {
            file.file(ctx).map(|file| file.bytes.len())
        }
    }

    const DOCUMENT: &str = "mutation($file: Upload!) { size(file: $file) }";

    async fn size(document: &str, file: Value, uploads: Uploads) -> Response {
        let variables = Variables::from_value(value!({ "file": file }));
        let request = Request::new(document).variables(variables).data(uploads);
        Schema::new(Query, Mutation, EmptySubscription).execute(request).await
    }

    fn three_bytes() -> UploadedFile {
        UploadedFile { file_name: None, content_type: None, bytes: Bytes::from_static(b"abc") }
    }

    #[tokio::test]
    async fn a_reference_finds_its_file() {
        let mut uploads = Uploads::default();
        uploads.add(UploadedFile { bytes: Bytes::new(), ..three_bytes() });
        let second = uploads.add(three_bytes());
        assert_eq!(size(DOCUMENT, second, uploads).await.data, value!({ "size": 3 }));
    }

    #[tokio::test]
    async fn a_dangling_reference_finds_no_file() {
        let reference = Uploads::default().add(three_bytes());
        assert_eq!(size(DOCUMENT, reference.clone(), Uploads::default()).await.data, value!({ "size": null }));
        let without_uploads = Request::new(DOCUMENT).variables(Variables::from_value(value!({ "file": reference })));
        let response = Schema::new(Query, Mutation, EmptySubscription).execute(without_uploads).await;
        assert_eq!(response.data, value!({ "size": null }));
    }

    #[tokio::test]
    async fn a_forged_variable_is_a_wrong_value() {
        let forged = [
            value!("#__graphql_file__:0"),
            value!("#__graphql_file__:x"),
            value!("0"),
            value!(""),
            value!(0),
            value!(1.5),
            value!(true),
            value!(["0"]),
            value!({ "file": "0" }),
            value!(null),
            Value::Binary(Bytes::from_static(b"0")),
            Value::Binary(Bytes::new()),
        ];
        for file in forged {
            let mut uploads = Uploads::default();
            uploads.add(three_bytes());
            let response = size(DOCUMENT, file.clone(), uploads).await;
            assert_eq!(response.data, Value::Null, "{file}");
            assert!(response.errors[0].path.is_empty(), "{file}: {:?}", response.errors);
        }
    }

    #[tokio::test]
    async fn a_literal_in_the_document_is_a_wrong_value() {
        for literal in ["\"0\"", "\"#__graphql_file__:0\"", "0", "ZERO", "{}", "[]", "null"] {
            let document = format!("mutation {{ size(file: {literal}) }}");
            let response = size(&document, Value::Null, Uploads::default()).await;
            assert_eq!(response.data, Value::Null, "{literal}");
            assert!(response.errors[0].path.is_empty(), "{literal}: {:?}", response.errors);
        }
    }
}
