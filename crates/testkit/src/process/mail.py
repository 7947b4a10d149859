# A mail server that keeps what it is given: one file per message in the folder, made whole before it has its name.
# What stands in the file `answer` is said to every recipient instead of taking the message.

import json
import os
import ssl
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

FOLDER, PORT, MODE = sys.argv[1], int(sys.argv[2]), sys.argv[3]
USER, PASSWORD = b"access", b"s3cret"


class Keeper:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = os.path.join(FOLDER, "answer")
        if os.path.exists(answer):
            with open(answer) as file:
                return file.read().strip()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Keeper.count += 1
        # The session knows of TLS that began on the way, the transport of TLS from the first byte on.
        tls = session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None
        head = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": tls}
        name = os.path.join(FOLDER, "%06d" % Keeper.count)
        with open(name + ".part", "wb") as file:
            file.write(json.dumps(head).encode() + b"\n" + envelope.original_content)
        os.rename(name + ".part", name + ".message")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD))


def context():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(os.path.join(FOLDER, "tls/server.pem"), os.path.join(FOLDER, "tls/server.key"))
    return tls


settings = {"hostname": "127.0.0.1", "port": PORT, "enable_SMTPUTF8": True}
if MODE == "starttls":
    settings.update(tls_context=context(), require_starttls=True, authenticator=authenticate, auth_required=True)
elif MODE == "tls":
    settings.update(ssl_context=context())
Controller(Keeper(), **settings).start()
open(os.path.join(FOLDER, "ready"), "w").close()
while True:
    time.sleep(3600)
