import re

from gallery.keys import edit_link, key_in, qr_code


def test_the_key_stands_where_browsers_keep_it_to_themselves():
    link = edit_link("https://gallery.example", "a" * 22, "t0k-en_")

    assert link == f"https://gallery.example/artworks/{'a' * 22}/edit#key=t0k-en_"
    assert key_in(f"  {link}\n") == key_in(" t0k-en_ ") == "t0k-en_"
    assert key_in("") == key_in("#key=") == ""


def test_the_qr_code_needs_nothing_that_the_pages_policy_forbids():
    svg = qr_code("https://gallery.example/artworks/x/edit#key=" + "k" * 43)

    assert svg.startswith("<svg")
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|data:|href=", svg)


def test_a_program_gets_the_link_and_its_code_with_the_token(client, submission):
    hung = client.post("/api/v1/artworks", json=submission).json()

    assert hung["edit_url"].endswith(f"/artworks/{hung['artwork']['id']}/edit#key={hung['edit_token']}")
    assert hung["edit_qr"] == qr_code(hung["edit_url"])
