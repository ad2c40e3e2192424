"""What is public is counted: some ten seconds for a million turns. The triggers of the migration before add it up."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PARTICIPANTS = """
    core_participant AS part JOIN core_conference AS held ON held.id = part.conference_id AND held.status = 'published'
"""
ASKED = """
    SELECT count(*) FROM core_question AS question JOIN core_turn AS turn ON turn.id = question.turn_id
    WHERE turn.participant_id = part.id
"""
PEOPLE = f"""
    INSERT INTO core_personshare (conference_id, person_id, conferences, turns, asked, addressed, unanswered)
    SELECT part.conference_id, part.person_id, 1,
        (SELECT count(*) FROM core_turn AS turn WHERE turn.participant_id = part.id),
        ({ASKED}),
        (SELECT count(*) FROM core_addressee AS put WHERE put.participant_id = part.id),
        (SELECT count(*) FROM core_addressee AS put WHERE put.participant_id = part.id AND NOT EXISTS (
            SELECT 1 FROM core_answer AS answer JOIN core_turn AS turn ON turn.id = answer.turn_id
            WHERE answer.question_id = put.question_id AND turn.participant_id = part.id
        ))
    FROM {PARTICIPANTS} WHERE part.person_id IS NOT NULL
"""  # noqa: S608
ORGANIZATIONS = f"""
    INSERT INTO core_organizationshare (conference_id, organization_id, hosted, participants, asked)
    SELECT conference_id, organization_id, sum(hosted), sum(participants), sum(asked)
    FROM (
        SELECT host.conference_id, host.organization_id, 1 AS hosted, 0 AS participants, 0 AS asked
        FROM core_conference_hosts AS host
        JOIN core_conference AS held ON held.id = host.conference_id AND held.status = 'published'
        UNION ALL
        SELECT part.conference_id, part.organization_id, 0, 1, ({ASKED})
        FROM {PARTICIPANTS} WHERE part.organization_id IS NOT NULL
    ) AS named
    GROUP BY conference_id, organization_id
"""  # noqa: S608


def count(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (PEOPLE, ORGANIZATIONS):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0020_counts_are_kept")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
