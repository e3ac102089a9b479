package io.kafkaconnect.intercom.sandbox.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import java.util.ArrayList;
import java.util.List;

/** A table whose rows come from items of one kind. */
record ItemTable(String name, ItemKind kind, String rows, List<String> key, List<ItemColumn> columns) {

    /** Reads its name, kind, rows, key and columns. */
    static ItemTable parse(List<String> words) {
        return new ItemTable(
                words.get(0),
                ItemKind.valueOf(words.get(1)),
                words.get(2),
                List.of(words.get(3).split(",", -1)),
                words.subList(4, words.size()).stream().map(ItemColumn::parse).toList());
    }

    void add(ObjectNode item, TruthTable table) {
        for (ItemColumn.Spot spot : spots(item)) {
            TruthRow row = new TruthRow();
            columns.forEach(column -> column.add(spot, row));
            table.add(row, key.stream().map(row.columns()::get).toArray());
        }
    }

    private List<ItemColumn.Spot> spots(ObjectNode item) {
        List<ItemColumn.Spot> spots = new ArrayList<>();
        if (rows.endsWith("[]")) {
            JsonNode list = ItemColumn.at(item, rows.substring(0, rows.length() - 2));
            for (int i = 0; i < list.size(); i++) {
                if (!list.path(i).isNull()) {
                    spots.add(new ItemColumn.Spot(item, list.path(i), null, i));
                }
            }
        } else if (rows.endsWith("{}")) {
            ItemColumn.at(item, rows.substring(0, rows.length() - 2))
                    .properties()
                    .forEach(member -> {
                        if (member.getValue().isObject()) {
                            spots.add(new ItemColumn.Spot(item, member.getValue(), member.getKey(), 0));
                        }
                    });
        } else {
            spots.add(new ItemColumn.Spot(item, item, null, 0));
        }
        return spots;
    }
}
