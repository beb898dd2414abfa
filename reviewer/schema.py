"""The tables and views of the verdict database as numbered steps. A released step is never edited: add the next one."""

STEPS: tuple[tuple[str, str], ...] = (
    (
        "001 verdicts, runs, decisions",
        """
        create table verdicts (
            key text primary key, grader text not null,
            level1 text, level2 text, tree text, name text, description text, target text, operator text, unit text,
            direction text, criteria text,
            vagueness text not null, misclassification text not null, target_measurability text not null,
            codes text not null, opinion text, rewrite text, verdict text not null, created text not null
        );
        create table run_history (
            id integer primary key, started text not null, finished text, grader text not null, paths text not null,
            files integer, sheets integer, rows integer, weak integer, ungraded integer, unread integer
        );
        create table run_rows (
            run integer not null references run_history (id), position integer not null, rank integer, weakness real,
            weak integer not null, file text not null, sheet integer not null, place text not null,
            department text, project_code text, project_name text, level2 text, name text, target text,
            ungraded text, decision text, preset integer not null, row text not null, key text not null,
            primary key (run, position)
        ) without rowid;
        create table decisions (
            id integer primary key, row text not null,
            decision text not null check (decision in ('退回修改', '建议修改', '不提意见', '待核')),
            opinion text, who text, decided text not null
        );
        create index decisions_by_row on decisions (row);
        create view runs as
            select id, started, finished, grader, paths, files, sheets, rows, weak,
                round(100.0 * weak / nullif(rows, 0), 1) as weak_percent, ungraded, unread
            from run_history order by id desc;
        create view weak_indicators as
            select r.rank, r.weakness, r.department, r.project_name, r.file, r.place, r.level2, r.name, r.target,
                v.opinion, v.vagueness, v.misclassification, v.target_measurability, v.codes, v.rewrite,
                r.decision, r.row, r.key
            from run_rows r left join verdicts v on v.key = r.key
            where r.weak and r.run = (select max(id) from run_history where finished is not null)
            order by r.position;
        """,
    ),
    (
        "002 origin of verdicts, endpoints",
        """
        alter table verdicts add column fingerprint text;
        alter table verdicts add column prompt_version text;
        create table hosts (host text primary key, agreed integer not null, answered text not null);
        create table endpoint_modes (
            base_url text not null, model text not null, mode text not null, seconds real not null,
            probed text not null, primary key (base_url, model)
        );
        """,
    ),
    (
        "003 origin of decisions",
        """
        alter table decisions add column edited integer not null default 0;
        alter table decisions add column common integer not null default 0;
        alter table decisions add column key text;
        alter table decisions add column workbook text;
        alter table decisions add column file text;
        """,
    ),
)
