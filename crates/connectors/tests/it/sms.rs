//! Text messages, handed to a gateway of our own making.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, channel},
    },
    thread,
    time::Duration,
};

use bailiwick_connectors::sms::{SmsError, SmsForm, SmsGateway, SmsServer};

/// Answers each request with the same, and tells what came.
struct Gateway {
    url: String,
    requests: Receiver<String>,
    answer: Arc<Mutex<String>>,
}

impl Gateway {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/send?account=7", listener.local_addr().unwrap());
        let answer = Arc::new(Mutex::new("200 OK".to_owned()));
        let (told, requests) = channel();
        let shared = Arc::clone(&answer);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let answer = shared.lock().unwrap().clone();
                let Some(request) = read(&stream) else { continue };
                if told.send(request).is_err() {
                    break;
                }
                reply(&stream, &answer);
            }
        });
        Self { url, requests, answer }
    }

    fn gateway(&self, form: SmsForm, body: &str, patience: Duration) -> SmsGateway {
        let headers = vec![("x_api_key".to_owned(), "s3cret".to_owned())];
        let server = SmsServer { url: self.url.clone(), form, body: body.to_owned(), headers, patience };
        SmsGateway::new(&server).unwrap()
    }

    fn say(&self, answer: &str) {
        *self.answer.lock().unwrap() = answer.to_owned();
    }
}

/// A request, its head in small letters.
fn read(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        let line = line.to_lowercase();
        if let Some(found) = line.strip_prefix("content-length:") {
            length = found.trim().parse().ok()?;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(format!("{head}\n{}", String::from_utf8(body).ok()?))
}

fn reply(mut stream: &TcpStream, answer: &str) {
    match answer {
        "silence" => thread::sleep(Duration::from_secs(3)),
        "endless" => {
            drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
            while stream.write_all(&[b'x'; 4_096]).is_ok() {}
        }
        answer => drop(write!(
            stream,
            "HTTP/1.1 {answer}\r\nContent-Length: 3\r\nLocation: http://127.0.0.1:1/\r\n\r\nwhy"
        )),
    }
}

const PATIENT: Duration = Duration::from_secs(20);

#[test]
fn a_gateway_is_told_what_it_wants_to_hear() {
    let running = Gateway::start();
    let json = running.gateway(SmsForm::Json, r#"{"to":"{to}","text":"{text}"}"#, PATIENT);
    json.send("+639170000000", "رمزك: 482913\n\"}").unwrap();
    let request = running.requests.recv().unwrap();
    let (head, body) = request.split_once("\n\n").unwrap_or_else(|| request.split_once("\r\n\n").unwrap());
    assert!(head.starts_with("post /send?account=7 http/1.1"), "{head}");
    for line in ["content-type: application/json", "x-api-key: s3cret", "user-agent: bailiwick/"] {
        assert!(head.contains(line), "{head}");
    }
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body, serde_json::json!({"to": "+639170000000", "text": "رمزك: 482913\n\"}"}));

    let form = running.gateway(SmsForm::Form, "To={to}&Body={text}", PATIENT);
    form.send("+639170000000", "a&To=+1").unwrap();
    let request = running.requests.recv().unwrap();
    assert!(request.contains("content-type: application/x-www-form-urlencoded"), "{request}");
    assert!(request.ends_with("\nTo=%2B639170000000&Body=a%26To%3D%2B1"), "{request}");
}

#[test]
fn answers_mean_done_later_or_never() {
    let running = Gateway::start();
    let gateway = running.gateway(SmsForm::Form, "To={to}&Body={text}", PATIENT);
    for (answer, meant) in [
        ("202 Accepted", Ok(())),
        ("400 Bad Request", Err(true)),
        ("429 Too Many Requests", Err(false)),
        ("503 Service Unavailable", Err(false)),
        ("307 Temporary Redirect", Err(false)),
        ("302 Found", Err(false)),
    ] {
        running.say(answer);
        let outcome = gateway.send("+639170000000", "x");
        assert_eq!(outcome.map_err(|error| error.is_final()), meant, "{answer}");
        running.requests.recv().unwrap();
    }
    assert!(running.requests.try_recv().is_err(), "a redirect was followed");
}

#[test]
fn a_gateway_that_never_ends_holds_nobody_up() {
    let running = Gateway::start();
    let gateway = running.gateway(SmsForm::Form, "To={to}&Body={text}", Duration::from_secs(1));
    running.say("silence");
    assert_eq!(gateway.send("+639170000000", "x"), Err(SmsError::Passing("no answer within 1 s".to_owned())));
    let patient = running.gateway(SmsForm::Form, "To={to}&Body={text}", PATIENT);
    running.say("endless");
    let error = patient.send("+639170000000", "x").unwrap_err();
    assert!(error.is_final() && error.to_string().len() < 400, "{error}");
}

#[test]
fn what_would_not_work_is_said_at_once_and_without_secrets() {
    let refused = |url: &str, body: &str, header: (&str, &str)| {
        let server = SmsServer {
            url: url.to_owned(),
            form: SmsForm::Json,
            body: body.to_owned(),
            headers: vec![(header.0.to_owned(), header.1.to_owned())],
            patience: PATIENT,
        };
        let said = SmsGateway::new(&server).err().unwrap().to_string();
        assert!(!said.contains("s3cret"), "{said}");
        said
    };
    let (body, well) = (r#"{"to":"{to}","text":"{text}"}"#, "https://sms.example.org/");
    assert!(refused("http://sms.example.org/?key=s3cret", body, ("a", "b")).contains("https"));
    assert!(refused(well, "{}", ("a", "b")).contains("{to}"));
    assert!(refused(well, body, ("a b", "s3cret")).contains("sms.headers"));
    assert!(refused(well, body, ("a", "s3cret\r\nX: y")).contains("sms.headers.a"));
}
