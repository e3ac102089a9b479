package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.ADMIN_TEXT;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.number;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.reference;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.url;

import io.kafkaconnect.intercom.sandbox.item.Shape.Members;

/** What the workspace itself has: reasons to be away, brands and the log of what teammates did. */
final class WorkspaceItems {

    static final Members AWAY_STATUS_REASON = members("away_status_reason")
            .with("id", ID)
            .with("label", LINE)
            .with("emoji", oneOf("🥗", "🏖️", "👩‍💻", ""))
            .with("order", number(9))
            .with("deleted", FLAG)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED);

    static final Members BRAND = members("brand")
            .with("id", ID)
            .with("name", LINE)
            .with("is_default", FLAG)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("help_center_id", nullable(reference(draw -> draw.any(ItemKind.HELP_CENTERS))))
            .with("default_address_settings_id", absent(url("")));

    private static final Shape PERFORMER = members()
            .with("type", oneOf("admin", "bot", "app"))
            .with("id", ADMIN_TEXT)
            .with("email", nullable(url("teammate@example.com?")))
            .with("ip", absent(oneOf("198.51.100.7", "2001:db8::1", "")));

    private static final Shape METADATA = members()
            .with("before", absent(LINE))
            .with("after", absent(members().with("name", LINE).with("count", number(100))))
            .with("enabled", absent(FLAG));

    static final Members ACTIVITY_LOG = members()
            .with("id", ID)
            .with("performed_by", PERFORMER)
            .with("metadata", nullable(METADATA))
            .with("created_at", CREATED)
            .with("activity_type", oneOf("app_name_change", "macro_deletion", "admin_deletion", "bulk_delete"))
            .with("activity_description", LINE);

    private WorkspaceItems() {}
}
