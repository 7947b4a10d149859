//! What the description of the API says of a request that is made of words: each habit is said once, here.
//!
//! Requests with words of their own are described where they are answered, by `utoipa::path`.

use std::sync::Arc;

use axum::{
    handler::Handler,
    routing::{MethodFilter, on},
};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        HttpMethod, Ref, RefOr, Required,
        content::ContentBuilder,
        path::{OperationBuilder, ParameterBuilder, ParameterIn, PathItem, Paths},
        request_body::RequestBodyBuilder,
        response::ResponseBuilder,
        schema::{ObjectBuilder, Schema, Type},
    },
};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::http::Gate;

/// What is said of a request so far.
pub(super) struct Described {
    operation: OperationBuilder,
    schemas: Vec<(String, RefOr<Schema>)>,
}

/// A request of which `id` tells programs, and `summary` people.
pub(super) fn described(id: impl Into<String>, tag: &str, summary: impl Into<String>) -> Described {
    let operation =
        OperationBuilder::new().tag(tag).operation_id(Some(id.into())).summary(Some(summary.into()));
    Described { operation, schemas: Vec::new() }
}

impl Described {
    /// More than the summary says.
    pub(super) fn about(mut self, text: &str) -> Self {
        if !text.is_empty() {
            self.operation = self.operation.description(Some(text));
        }
        self
    }

    /// A name in the path.
    pub(super) fn named(self, name: &str, what: &str) -> Self {
        self.parameter(name, ParameterIn::Path, what, Type::String)
    }

    /// A wish behind the question mark.
    pub(super) fn wish(self, name: &str, what: &str, kind: Type) -> Self {
        self.parameter(name, ParameterIn::Query, what, kind)
    }

    /// Many of them.
    pub(super) fn wishes<P: IntoParams>(mut self) -> Self {
        self.operation = self.operation.parameters(Some(P::into_params(|| None)));
        self
    }

    /// Sent twice, it is done once.
    pub(super) fn once(self) -> Self {
        let what = "Your own name for this request: sent again, it does nothing again";
        self.parameter("Idempotency-Key", ParameterIn::Header, what, Type::String)
    }

    /// Done only to what the caller has seen.
    pub(super) fn if_match(self) -> Self {
        let what = "The ETag that you have seen: another state is not changed";
        self.parameter("If-Match", ParameterIn::Header, what, Type::String)
    }

    /// Done only below what the caller has seen.
    pub(super) fn if_match_of(self, whole: &str) -> Self {
        let what = format!("The ETag of the {whole} that you have seen: to another state nothing is added");
        self.parameter("If-Match", ParameterIn::Header, &what, Type::String)
    }

    /// Tried, without being done.
    pub(super) fn dry_run(self, what: &str) -> Self {
        self.wish("dry_run", what, Type::Boolean)
    }

    /// The body.
    pub(super) fn takes<T: ToSchema>(mut self) -> Self {
        let content = ContentBuilder::new().schema(Some(self.reference::<T>())).build();
        let body =
            RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        self.operation = self.operation.request_body(Some(body.build()));
        self
    }

    /// An answer.
    pub(super) fn answers<T: ToSchema>(mut self, status: &str, what: impl Into<String>) -> Self {
        let content = ContentBuilder::new().schema(Some(self.reference::<T>())).build();
        let answer = ResponseBuilder::new().description(what).content("application/json", content);
        self.operation = self.operation.response(status, answer.build());
        self
    }

    /// An answer without a body, or with a problem for one.
    pub(super) fn says(mut self, status: &str, what: impl Into<String>) -> Self {
        self.operation = self.operation.response(status, ResponseBuilder::new().description(what).build());
        self
    }

    /// The route.
    pub(super) fn at<H, T>(self, method: HttpMethod, path: &str, handler: H) -> UtoipaMethodRouter<Arc<Gate>>
    where
        H: Handler<T, Arc<Gate>>,
        T: 'static,
    {
        let filter = match method {
            HttpMethod::Post => MethodFilter::POST,
            HttpMethod::Put => MethodFilter::PUT,
            HttpMethod::Patch => MethodFilter::PATCH,
            HttpMethod::Delete => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        let mut paths = Paths::new();
        paths.paths.insert(path.to_owned(), PathItem::new(method, self.operation.build()));
        (self.schemas, paths, on(filter, handler))
    }

    fn parameter(mut self, name: &str, place: ParameterIn, what: &str, kind: Type) -> Self {
        let required = if place == ParameterIn::Path { Required::True } else { Required::False };
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(required)
            .description(Some(what))
            .schema(Some(ObjectBuilder::new().schema_type(kind)));
        self.operation = self.operation.parameter(parameter.build());
        self
    }

    /// What stands for a type, which is described beside.
    fn reference<T: ToSchema>(&mut self) -> Ref {
        let name = name::<T>();
        self.schemas.push((name.clone(), T::schema()));
        T::schemas(&mut self.schemas);
        Ref::from_schema_name(name)
    }
}

/// What the description calls a type: `Listed<CompanyView>` is `Listed_CompanyView`.
fn name<T>() -> String {
    let parts = std::any::type_name::<T>().split(['<', '>', ',']).filter(|part| !part.is_empty());
    let last = |part: &'static str| part.rsplit("::").next().unwrap_or(part);
    parts.map(last).collect::<Vec<_>>().join("_")
}
