package io.kafkaconnect.intercom.sandbox.item;

import io.kafkaconnect.intercom.sandbox.style.Style;

/**
 * What the items of a workspace are made from.
 *
 * @param hostile whether some texts have characters that databases refuse
 */
public record Supply(Home home, Items items, long seed, ItemIds ids, Style style, boolean hostile) {

    public Supply(Home home, Items items, long seed, Style style, boolean hostile) {
        this(home, items, seed, new ItemIds(seed), style, hostile);
    }
}
