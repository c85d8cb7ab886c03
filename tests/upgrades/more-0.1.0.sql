-- Fills what make_site.py leaves blank in a site of 0.1.0 or later, in SQL that SQLite and PostgreSQL both read: after it
-- each column of each table says something, so that a migration which empties one is seen.
UPDATE accounts_user SET email = 'Grace@Example.org', handle = 'grace', theme = 'dark', hours_per_week = 5,
    time_zone = 'Europe/Berlin', last_login = '2026-11-24 08:15:00' WHERE email = 'grace@example.org';
UPDATE accounts_user SET is_superuser = true WHERE email = 'editor@example.org';

INSERT INTO accounts_user_user_permissions (user_id, permission_id)
    SELECT accounts_user.id, auth_permission.id FROM accounts_user, auth_permission
    WHERE email = 'editor@example.org' AND codename = 'view_user';
INSERT INTO account_emailconfirmation (created, sent, key, email_address_id)
    SELECT '2026-11-24 08:00:00', '2026-11-24 08:00:01', 'a-key-that-was-sent', id FROM account_emailaddress;
INSERT INTO django_admin_log (object_id, object_repr, action_flag, change_message, content_type_id, user_id, action_time)
    SELECT '1', 'Machine Learning Engineer', 2, '[{"changed": {"fields": ["Title"]}}]', django_content_type.id,
        accounts_user.id, '2026-11-24 09:00:00' FROM accounts_user, django_content_type
    WHERE email = 'editor@example.org' AND model = 'roadmap';
INSERT INTO django_session (session_key, session_data, expire_date)
    VALUES ('of-a-visitor', 'what the visitor marked', '2036-11-24 09:00:00');

INSERT INTO roadmaps_roadmap (key, title, description, featured, image, tags, language, status, discuss, body, revision, created_at)
    VALUES ('knots', 'Knots', 'Rope and patience.', true, 'https://example.org/knot.png', '["rope"]', 'en', 'published',
        'https://example.org/talk', 'Take a rope.', 3, '2026-11-24 07:00:00');
INSERT INTO roadmaps_node (key, title, description, url, depends_on, position, retired, roadmap_id)
    SELECT 'bends', 'Bends', 'Two ropes.', 'https://example.org/bends', '["hitches"]', 1, true, id
    FROM roadmaps_roadmap WHERE key = 'knots';
INSERT INTO roadmaps_topic (key, name, description, difficulty, optional, duration, prerequisites, takeaways, code_snippet,
        code_language, video_url, reviewed, questions, same_as, position, retired, changed_at, node_id, roadmap_id)
    SELECT 'sheet-bend', 'Sheet bend', 'Joins two ropes.', 'advanced', true, '1 hour', '["Hitches"]', '["Joins unlike ropes"]',
        'tie()', 'python', 'https://example.org/film', '2026-05-01', '[{"ask": "When?", "answer": "Unlike ropes."}]',
        'machine-learning/calculus', 2, true, '2026-11-24 07:00:00', id, roadmap_id FROM roadmaps_node WHERE key = 'bends';
INSERT INTO roadmaps_link (kind, title, url, medium, paid, position, topic_id)
    SELECT 'reference', 'Of ropes', 'https://example.org/ropes', 'book', true, 4, id FROM roadmaps_topic WHERE key = 'sheet-bend';
