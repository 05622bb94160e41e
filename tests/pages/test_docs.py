"""The reference: everything the OpenAPI says, every refusal, and nothing from elsewhere."""

from html import unescape

from service.api.problems import STATUS
from service.pages.docs import view_docs
from tests.pages.test_reporter import Fields
from tests.world import World


def test_the_reference_names_every_operation_schema_and_refusal(tell):
    async def story(world: World):
        page = unescape((await world.client.get("/docs")).text)
        described = (await world.client.get("/api/v1/openapi.json")).json()

        for path, methods in described["paths"].items():
            assert f">{path}</code>" in page
            for operation in methods.values():
                assert " ".join(operation["description"].partition("\n\n")[0].split()) in page
        for name in described["components"]["schemas"].keys() - {"HTTPValidationError", "ValidationError"}:
            assert f'id="schema-{name}"' in page
        for code in STATUS:
            assert f'id="refusal-{code}"' in page

    tell(story)


def test_every_link_inside_the_reference_leads_somewhere(tell):
    async def story(world: World):
        seen = Fields((await world.client.get("/docs")).text).seen

        ids = {attributes["id"] for _, attributes in seen if "id" in attributes}
        inside = {
            str(attributes["href"])[1:]
            for _, attributes in seen
            if str(attributes.get("href")).startswith("#")
        }
        assert len(inside) > 20 and inside <= ids

    tell(story)


def test_the_reference_needs_no_script_and_loads_nothing_from_elsewhere(tell):
    async def story(world: World):
        seen = Fields((await world.client.get("/docs")).text).seen

        assert not [tag for tag, _ in seen if tag == "script"]
        addresses = [
            value for _, attributes in seen for name in ("src", "href") if (value := attributes.get(name))
        ]
        assert addresses and all(
            address.startswith(("/", "#")) and not address.startswith("//") for address in addresses
        )

    tell(story)


def test_a_body_that_brings_its_own_schema_is_shown_like_the_others(tell):
    async def story(world: World):
        page = (await world.client.get("/docs")).text

        assert 'Send: <a class="govuk-link" href="#schema-SealedReportIn">' in page
        assert 'id="schema-SealedReportIn"' in page

    tell(story)


def test_types_are_said_in_words():
    openapi = {
        "paths": {},
        "components": {
            "schemas": {
                "Thing": {
                    "description": "A thing.",
                    "required": ["names"],
                    "properties": {
                        "names": {"type": "array", "items": {"type": "string"}},
                        "others": {"type": "array", "items": {"$ref": "#/components/schemas/Other"}},
                        "table": {"type": "object", "additionalProperties": {"type": "string"}},
                        "maybe": {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]},
                        "size": {"type": "integer", "minimum": 1, "default": 1},
                    },
                }
            }
        },
    }

    (schema,) = view_docs(openapi, "/openapi.json", "").schemas

    assert [(field.kind, field.schema, field.needed) for field in schema.fields] == [
        ("list of string", "", True),
        ("list of", "Other", False),
        ("map to string", "", False),
        ("string or null", "", False),
        ("integer", "", False),
    ]
    assert schema.fields[-1].note == "at least 1, otherwise 1"
