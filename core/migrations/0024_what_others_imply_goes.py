"""Indexes that begin a longer one go, and on PostgreSQL foreign keys that those over two columns imply: in no time.

To each row that an import writes, they were a twentieth of the work. They go by their names: to be told of them by
`AlterField`, SQLite would write whole tables anew, and what is searched of turns. There the foreign keys stay.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import deletion

INDEXES = {
    "core_addressee_question_id_1b2c8791": "core_addressee (question_id)",
    "core_annotation_turn_id_6f789cc0": "core_annotation (turn_id)",
    "core_answer_question_id_983e3a0c": "core_answer (question_id)",
    "core_conferencelanguage_conference_id_31136396": "core_conferencelanguage (conference_id)",
    "core_introduction_participant_id_a0ea53b0": "core_introduction (participant_id)",
    "core_participant_conference_id_ad3f5178": "core_participant (conference_id)",
    "core_participant_organization_id_13bacc01": "core_participant (organization_id)",
    "core_participant_person_id_bf432a54": "core_participant (person_id)",
    "core_question_conference_id_26217007": "core_question (conference_id)",
    "core_question_turn_id_e8e8680a": "core_question (turn_id)",
    "core_revision_conference_id_c2eeaea4": "core_revision (conference_id)",
    "core_sourcepart_conference_id_aeae5012": "core_sourcepart (conference_id)",
    "core_turn_conference_id_4374ea96": "core_turn (conference_id)",
}
# By table and column: the name, and what it refers to.
FOREIGN_KEYS = {
    ("core_addressee", "conference_id"): (
        "core_addressee_conference_id_92fd3c05_fk_core_conference_id",
        "core_conference",
    ),
    ("core_addressee", "participant_id"): (
        "core_addressee_participant_id_2eeaef9e_fk_core_participant_id",
        "core_participant",
    ),
    ("core_addressee", "question_id"): ("core_addressee_question_id_1b2c8791_fk_core_question_id", "core_question"),
    ("core_answer", "conference_id"): ("core_answer_conference_id_731fc210_fk_core_conference_id", "core_conference"),
    ("core_answer", "question_id"): ("core_answer_question_id_983e3a0c_fk_core_question_id", "core_question"),
    ("core_answer", "turn_id"): ("core_answer_turn_id_712b0458_fk_core_turn_id", "core_turn"),
    ("core_introduction", "conference_id"): (
        "core_introduction_conference_id_f3ceecb5_fk_core_conference_id",
        "core_conference",
    ),
    ("core_introduction", "participant_id"): (
        "core_introduction_participant_id_a0ea53b0_fk_core_part",
        "core_participant",
    ),
    ("core_introduction", "turn_id"): ("core_introduction_turn_id_6a9bc673_fk_core_turn_id", "core_turn"),
    ("core_question", "conference_id"): (
        "core_question_conference_id_26217007_fk_core_conference_id",
        "core_conference",
    ),
    ("core_question", "turn_id"): ("core_question_turn_id_e8e8680a_fk_core_turn_id", "core_turn"),
    ("core_turn", "conference_id"): ("core_turn_conference_id_4374ea96_fk_core_conference_id", "core_conference"),
    ("core_turn", "participant_id"): ("core_turn_participant_id_7848d689_fk_core_participant_id", "core_participant"),
}


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for index in INDEXES:
        schema_editor.execute(f"DROP INDEX IF EXISTS {index}", params=None)
    if schema_editor.connection.vendor == "postgresql":
        for (table, _), (name, _) in FOREIGN_KEYS.items():
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}", params=None)


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for index, columns in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {index} ON {columns}", params=None)
    if schema_editor.connection.vendor == "postgresql":
        for (table, column), (name, target) in FOREIGN_KEYS.items():
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {target} (id)"
                " DEFERRABLE INITIALLY DEFERRED",
                params=None,
            )


class Migration(migrations.Migration):
    dependencies = [("core", "0023_turns_of_a_kind_are_counted")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, create)],
            state_operations=[
                migrations.AlterField(
                    model_name="addressee",
                    name="conference",
                    field=models.ForeignKey(
                        db_constraint=False, on_delete=deletion.CASCADE, related_name="+", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="addressee",
                    name="participant",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=deletion.CASCADE,
                        related_name="addressed_questions",
                        to="core.participant",
                    ),
                ),
                migrations.AlterField(
                    model_name="addressee",
                    name="question",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="addressees",
                        to="core.question",
                    ),
                ),
                migrations.AlterField(
                    model_name="annotation",
                    name="turn",
                    field=models.ForeignKey(
                        db_index=False, on_delete=deletion.CASCADE, related_name="annotations", to="core.turn"
                    ),
                ),
                migrations.AlterField(
                    model_name="answer",
                    name="conference",
                    field=models.ForeignKey(
                        db_constraint=False, on_delete=deletion.CASCADE, related_name="answers", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="answer",
                    name="question",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="answers",
                        to="core.question",
                    ),
                ),
                migrations.AlterField(
                    model_name="answer",
                    name="turn",
                    field=models.ForeignKey(
                        db_constraint=False, on_delete=deletion.CASCADE, related_name="answers", to="core.turn"
                    ),
                ),
                migrations.AlterField(
                    model_name="conferencelanguage",
                    name="conference",
                    field=models.ForeignKey(
                        db_index=False, on_delete=deletion.CASCADE, related_name="languages", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="introduction",
                    name="conference",
                    field=models.ForeignKey(
                        db_constraint=False, on_delete=deletion.CASCADE, related_name="+", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="introduction",
                    name="participant",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="introductions",
                        to="core.participant",
                    ),
                ),
                migrations.AlterField(
                    model_name="introduction",
                    name="turn",
                    field=models.ForeignKey(
                        db_constraint=False, on_delete=deletion.CASCADE, related_name="introductions", to="core.turn"
                    ),
                ),
                migrations.AlterField(
                    model_name="participant",
                    name="conference",
                    field=models.ForeignKey(
                        db_index=False, on_delete=deletion.CASCADE, related_name="participants", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="participant",
                    name="organization",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Whom they spoke for",
                        limit_choices_to={"merged_into": None},
                        null=True,
                        on_delete=deletion.PROTECT,
                        related_name="participants",
                        to="core.organization",
                    ),
                ),
                migrations.AlterField(
                    model_name="participant",
                    name="person",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        limit_choices_to={"merged_into": None},
                        null=True,
                        on_delete=deletion.PROTECT,
                        related_name="participations",
                        to="core.person",
                    ),
                ),
                migrations.AlterField(
                    model_name="question",
                    name="conference",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="questions",
                        to="core.conference",
                    ),
                ),
                migrations.AlterField(
                    model_name="question",
                    name="turn",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="questions",
                        to="core.turn",
                    ),
                ),
                migrations.AlterField(
                    model_name="revision",
                    name="conference",
                    field=models.ForeignKey(
                        db_index=False, on_delete=deletion.CASCADE, related_name="revisions", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="sourcepart",
                    name="conference",
                    field=models.ForeignKey(
                        db_index=False, on_delete=deletion.CASCADE, related_name="source_parts", to="core.conference"
                    ),
                ),
                migrations.AlterField(
                    model_name="turn",
                    name="conference",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="turns",
                        to="core.conference",
                    ),
                ),
                migrations.AlterField(
                    model_name="turn",
                    name="participant",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=deletion.RESTRICT,
                        related_name="turns",
                        to="core.participant",
                    ),
                ),
            ],
        ),
    ]
