package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.Call;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Queued faults for requests, in the order in which they were added. */
public final class Faults {

    private static final class Order {

        private final Predicate<Call> matcher;
        private final Fault fault;
        private int times;

        private Order(Predicate<Call> matcher, int times, Fault fault) {
            this.matcher = matcher;
            this.times = times;
            this.fault = fault;
        }
    }

    private final List<Order> orders = new ArrayList<>();

    /** The next so many matching requests get the fault, after the faults that were added before are used up. */
    public synchronized Faults next(Predicate<Call> matcher, int times, Fault fault) {
        orders.add(new Order(matcher, times, fault));
        return this;
    }

    /** Every matching request gets the fault, until {@link #clear()}. */
    public Faults always(Predicate<Call> matcher, Fault fault) {
        return next(matcher, Integer.MAX_VALUE, fault);
    }

    public synchronized void clear() {
        orders.clear();
    }

    /** Whether all queued faults are used up. */
    public synchronized boolean spent() {
        return orders.isEmpty();
    }

    synchronized Fault take(Call call) {
        for (Iterator<Order> each = orders.iterator(); each.hasNext(); ) {
            Order order = each.next();
            if (order.matcher.test(call)) {
                if (order.times != Integer.MAX_VALUE && --order.times <= 0) {
                    each.remove();
                }
                return order.fault;
            }
        }
        return Fault.NONE;
    }
}
