-- Questions to the tables that Debezium's JDBC sink fills in PostgreSQL with
-- debezium-jdbc.json. The second one needs intercom.columns=extended in the
-- source connector: conversations_pk joins a part to its conversation.

-- Open conversations by teammate
select coalesce(a.name, 'nobody') as teammate,
       count(*) as open,
       count(*) filter (where c.waiting_since is not null) as waiting,
       to_char(min(c.created_at), 'YYYY-MM-DD') as oldest
from intercom_conversations c
left join intercom_admins a on a.id = c.assignee_id
where c.state = 'open'
group by 1
order by 2 desc, 1;

-- Median time to the first answer, by week
select to_char(date_trunc('week', c.created_at), 'YYYY-MM-DD') as week,
       count(*) as answered,
       round((extract(epoch from percentile_cont(0.5)
           within group (order by a.answered_at - c.created_at)
       ) / 3600)::numeric, 1) as hours
from intercom_conversations c
join (select conversations_pk, min(created_at) as answered_at
      from intercom_conversation_parts
      where part_type = 'comment' and author_type = 'admin'
      group by 1) a on a.conversations_pk = c.id
where c.created_at > current_timestamp at time zone 'UTC' - interval '8 weeks'
group by 1
order by 1;

-- Tags of the last 30 days
select t.name as tag,
       count(*) as conversations,
       count(*) filter (where c.state = 'open') as open
from intercom_conversations c
join intercom_conversations_tags ct on ct.conversations_pk = c.id
join intercom_tags t on t.id = ct.id
where c.created_at > current_timestamp at time zone 'UTC' - interval '30 days'
group by 1
order by 2 desc, 1
limit 10;
