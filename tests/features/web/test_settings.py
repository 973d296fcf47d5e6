"""What an installation says about itself in its environment."""

import config


def test_proxies_are_trusted_only_where_the_environment_names_their_number(tmp_path):
    assert config.Production({}, VAR=tmp_path).TRUSTED_PROXIES == 0
    assert config.Production({"TRUSTED_PROXIES": "1"}, VAR=tmp_path).TRUSTED_PROXIES == 1


def test_the_address_in_mails_is_the_one_that_the_environment_gives(tmp_path):
    given = {"BASE_URL": "https://thituyen.example.vn", "PORT": "8080"}

    assert config.Production(given, VAR=tmp_path).BASE_URL == "https://thituyen.example.vn"
    assert config.Production({"PORT": "8080"}, VAR=tmp_path).BASE_URL == "http://127.0.0.1:8080"
