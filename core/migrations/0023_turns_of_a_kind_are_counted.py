"""The index of the turns of a participant also says their kind: a second or two for a million turns.

It takes the place of the one that only says whose they are. That goes by its name: to be told of it by `AlterField`,
SQLite would write the table of turns anew, and what is searched of them.
"""

import django.db.models.deletion
from django.db import migrations, models

OLD = "core_turn_participant_id_7848d689"


class Migration(migrations.Migration):
    dependencies = [("core", "0022_transcripts_are_packed_faster")]

    operations = [
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(fields=["participant", "kind", "conference"], name="turn_by_participant_and_kind"),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX IF EXISTS {OLD}", f"CREATE INDEX {OLD} ON core_turn (participant_id)"
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="turn",
                    name="participant",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="turns",
                        to="core.participant",
                    ),
                ),
            ],
        ),
    ]
