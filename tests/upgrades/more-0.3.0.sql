-- As more-0.1.0.sql, for the tables and columns that 0.3.0 added.
UPDATE accounts_user SET language = 'de', shortcuts = false WHERE handle = 'grace';
UPDATE progress_mark SET evidence = 'https://example.org/proof', revise = true
    WHERE id = (SELECT min(id) FROM progress_mark WHERE status = 'done');
UPDATE progress_change SET revise_before = true, revise_after = true WHERE id = (SELECT min(id) FROM progress_change);

UPDATE roadmaps_importeddocument SET former_status = 'published', gone = '{"nodes": ["old"]}';
INSERT INTO roadmaps_importrun (origin, started_at, finished_at, outcome, message, options, files, problems, lines, changes,
        counts, editor_id, undone_id)
    SELECT 'undo', '2026-11-24 09:00:00', '2026-11-24 09:00:01', 'done', '1 changed. Written.', '{"prune": ["a"]}', '["knots.md"]',
        '["knots.md:1:1: warning: no id"]', '["roadmap knots"]', '[["~", "knots"]]', '{"changed": 1}', accounts_user.id,
        roadmaps_importrun.id FROM accounts_user, roadmaps_importrun WHERE email = 'editor@example.org';
UPDATE roadmaps_rundocument SET before = '{"title": "Before"}', old_base = '{"title": "Base"}';
INSERT INTO roadmaps_formerkey (key, node_id, roadmap_id, topic_id)
    SELECT 'becket', NULL, roadmap_id, id FROM roadmaps_topic WHERE key = 'sheet-bend';
INSERT INTO roadmaps_formerkey (key, node_id, roadmap_id, topic_id)
    SELECT 'joins', id, roadmap_id, NULL FROM roadmaps_node WHERE key = 'bends';

INSERT INTO progress_bookmark (created_at, roadmap_id, topic_id, user_id)
    SELECT '2026-11-24 10:00:00', roadmap_id, roadmaps_topic.id, accounts_user.id FROM roadmaps_topic, accounts_user
    WHERE roadmaps_topic.key = 'calculus' AND handle = 'grace';
INSERT INTO progress_finish (topics, at, node_id, roadmap_id, user_id)
    SELECT '["linear-algebra"]', '2026-11-24 10:01:00', roadmaps_node.id, roadmap_id, accounts_user.id
    FROM roadmaps_node, accounts_user WHERE roadmaps_node.key = 'math-for-ml' AND handle = 'grace';
INSERT INTO progress_note (text, folded, version, created_at, updated_at, topic_id, user_id)
    SELECT 'Gradients are *slopes*.', 'gradients are slopes.', 2, '2026-11-24 10:02:00', '2026-11-24 10:03:00',
        roadmaps_topic.id, accounts_user.id FROM roadmaps_topic, accounts_user
    WHERE roadmaps_topic.key = 'calculus' AND email = 'ada@example.org';
INSERT INTO progress_ownlink (title, url, created_at, topic_id, user_id)
    SELECT 'My sheet', 'https://example.org/sheet', '2026-11-24 10:04:00', topic_id, user_id FROM progress_note;
INSERT INTO progress_parting (at, topic_id, user_id) SELECT '2026-11-24 10:05:00', topic_id, user_id FROM progress_note;
INSERT INTO progress_report (kind, url, text, state, created_at, settled_at, topic_id, user_id)
    SELECT 'broken', 'https://example.org/gone', 'Answers 404.', 'settled', '2026-11-24 10:06:00', '2026-11-24 10:07:00',
        topic_id, user_id FROM progress_note;
INSERT INTO progress_tick (kind, target, digest, at, topic_id, user_id)
    SELECT 'takeaway', 'Slopes', 'd1', '2026-11-24 10:08:00', topic_id, user_id FROM progress_note;
INSERT INTO progress_walk (why, updated_at, roadmap_id, user_id)
    SELECT 'For the new job', '2026-11-24 10:09:00', roadmap_id, user_id FROM progress_bookmark;
