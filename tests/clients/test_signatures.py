"""Kling's own example of a signed callback, by a library of Standard Webhooks that others wrote.

Foley's core is held against the same example (crates/core/src/webhook.rs), so the two agree.
"""

import datetime

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
ID, SECONDS = "9876543210", 1781080794
BODY = (
    '{"id":"1234567890","status":"succeeded","message":"",'
    '"create_time":1781080778802,"update_time":1781080794151}'
)
SIGNATURE = "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4="


def test_klings_example_is_signed_as_the_standard_says():
    then = datetime.datetime.fromtimestamp(SECONDS, datetime.timezone.utc)
    assert Webhook(SECRET).sign(ID, then, BODY) == SIGNATURE


def test_an_example_of_long_ago_is_no_callback_of_today():
    headers = {
        "webhook-id": ID,
        "webhook-timestamp": str(SECONDS),
        "webhook-signature": SIGNATURE,
    }
    with pytest.raises(WebhookVerificationError, match="old|new|timestamp"):
        Webhook(SECRET).verify(BODY, headers)
