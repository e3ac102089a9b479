package io.kafkaconnect.intercom.sandbox.truth;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables whose rows come from items. The first line of a table: its name, the kind of item, where its rows are in an item, and its key. The rows
 * are the item itself ({@code .}), the elements of a list ({@code []}) or the values of an object ({@code {}}); only objects and plain values are rows.
 * The other lines: its columns, each with its type if it is no text, and with its source if that is not the member of the same name. A source is
 * a path in the row, after {@code ^} a path in the item, {@code .} the row itself, {@code @key} or {@code @place} of the row, or {@code 'a text'}; after
 * {@code |} another source for where the first has nothing.
 */
final class ItemTables {

    private static final String TABLES = """
            ticket_types TICKET_TYPES . id
                type id name description category icon is_internal:bool archived:bool workspace_id created_at:time
                updated_at:time
            ticket_type_attributes TICKET_TYPES ticket_type_attributes.data[] id
                type id name description data_type order:long default:bool required_to_create:bool
                required_to_create_for_contacts:bool visible_on_create:bool visible_to_contacts:bool archived:bool
                input_options:json created_at:time updated_at:time ticket_types_pk=^id
            ticket_states TICKET_STATES . id
                type id category internal_label external_label archived:bool
            ticket_types_states TICKET_TYPES ticket_states.data[] ticket_types_pk,id
                type='ticket_state' id position:long=@place ticket_types_pk=^id
            articles ARTICLES . id
                type id workspace_id title description body body_markdown author_id state url default_locale
                has_unpublished_changes:bool draft_updated_at:time scheduled_publish_at:time scheduled_unpublish_at:time
                help_center_audience exclude_from_article_suggestions:bool ai_chatbot_availability:bool
                ai_copilot_availability:bool ai_sales_agent_availability:bool created_by_id updated_by_id created_at:time
                updated_at:time
            articles_translations ARTICLES translated_content{} articles_pk,locale
                locale=@key type title description body body_markdown author_id state url has_unpublished_changes:bool
                draft_updated_at:time ai_chatbot_availability:bool ai_copilot_availability:bool
                ai_sales_agent_availability:bool created_by_id updated_by_id audience_ids:json created_at:time
                updated_at:time articles_pk=^id
            articles_collections ARTICLES parent_ids[] articles_pk,id
                type='collection' id=. articles_pk=^id
            articles_tags ARTICLES tags.tags[] articles_pk,id
                type='tag' id applied_at:time applied_by_id=applied_by.id articles_pk=^id
            articles_statistics ARTICLES . articles_pk
                views:long=statistics.views conversations:long=statistics.conversations|statistics.conversions
                reactions:long=statistics.reactions happy_reaction_percentage:real=statistics.happy_reaction_percentage
                neutral_reaction_percentage:real=statistics.neutral_reaction_percentage
                sad_reaction_percentage:real=statistics.sad_reaction_percentage
                fin_involvements:long=statistics.fin_involvements fin_resolutions:long=statistics.fin_resolutions
                fin_resolution_rate:real=statistics.fin_resolution_rate articles_pk=id
            collections COLLECTIONS . id
                type='collection' id workspace_id name description url icon order:long parent_id help_center_id
                default_locale created_at:time updated_at:time
            collections_translations COLLECTIONS translated_content{} collections_pk,locale
                locale=@key type name description collections_pk=^id
            help_centers HELP_CENTERS . id
                type='help_center' id workspace_id identifier display_name website_turned_on:bool url custom_domain
                default:bool locales:json created_at:time updated_at:time
            internal_articles INTERNAL_ARTICLES . id
                type id title body body_markdown owner_id author_id locale ai_chatbot_availability:bool
                ai_copilot_availability:bool ai_sales_agent_availability:bool audience_ids:json created_at:time
                updated_at:time
            activity_logs ACTIVITY_LOGS . id
                id activity_type activity_description created_at:time performed_by_type=performed_by.type
                performed_by_id=performed_by.id performed_by_email=performed_by.email performed_by_ip=performed_by.ip
                metadata:json
            away_status_reasons AWAY_STATUS_REASONS . id
                type id label emoji order:long deleted:bool created_at:time updated_at:time
            brands BRANDS . id
                type id name is_default:bool help_center_id default_address_settings_id created_at:time updated_at:time
            company_notes COMPANY_NOTES . id
                type id created_at:time body author_type=author.type author_id=author.id companies_pk=company.id
            subscription_types SUBSCRIPTION_TYPES . id
                type id state consent_type name=default_translation.name description=default_translation.description
                locale=default_translation.locale content_types:json translations:json
            data_attributes DATA_ATTRIBUTES . model,full_name
                type id model name full_name label description data_type custom:bool archived:bool api_writable:bool
                messenger_writable:bool ui_writable:bool options:json admin_id created_at:time updated_at:time
            macros MACROS . id
                type id name body body_text visible_to available_on:json created_at:time updated_at:time
            macros_teams MACROS visible_to_team_ids[] macros_pk,id
                type='team' id=. macros_pk=^id
            conversation_attributes CONVERSATION_ATTRIBUTES . id
                type id name description data_type required:bool multiline:bool archived:bool options:json
                reference_type=reference.type reference_object_type_id=reference.object_type_id visible_to_team_ids:json
                admin_id created_at:time updated_at:time
            calls CALLS . id
                type id conversation_id admin_id contact_id state direction call_type phone ended_reason initiated_at:time
                answered_at:time ended_at:time created_at:time updated_at:time recording_url transcription_url
                fin_recording_url fin_transcription_url duration:long talk_time:long queue_time:long hold_time:long
            call_transcripts CALLS . calls_pk
                transcript_status transcript:json calls_pk=id
            news_items NEWS_ITEMS . id
                type id workspace_id title body sender_id state cover_image_url deliver_silently:bool labels:json
                reactions:json created_at:time updated_at:time
            news_items_newsfeeds NEWS_ITEMS newsfeed_assignments[] news_items_pk,id
                type='newsfeed' id=newsfeed_id published_at:time news_items_pk=^id
            newsfeeds NEWSFEEDS . id
                type id name created_at:time updated_at:time
            external_pages EXTERNAL_PAGES . id
                type id title html url external_id source_id locale ai_agent_availability:bool ai_copilot_availability:bool
                ai_sales_agent_availability:bool created_at:time updated_at:time last_ingested_at:time
            content_import_sources CONTENT_IMPORT_SOURCES . id
                type id url status sync_behavior last_synced_at:time audience_ids:json created_at:time updated_at:time
            content_snippets CONTENT_SNIPPETS . id
                type id title body_markdown json_blocks:json locale ai_chatbot_availability:bool
                ai_copilot_availability:bool ai_sales_agent_availability:bool audience_ids:json created_at:time
                updated_at:time
            """;

    static final List<ItemTable> ALL = parse();

    private ItemTables() {}

    private static List<ItemTable> parse() {
        List<ItemTable> tables = new ArrayList<>();
        for (String text : TABLES.split("\n(?! )", -1)) {
            if (!text.isBlank()) {
                tables.add(ItemTable.parse(List.of(text.strip().split("\\s+"))));
            }
        }
        return List.copyOf(tables);
    }
}
