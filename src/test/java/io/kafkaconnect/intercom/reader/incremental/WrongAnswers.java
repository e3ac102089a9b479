package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Changes some answers of a {@link ModelIntercom} on their way: so many of those to requests of one kind, from a certain one on. */
final class WrongAnswers implements BiFunction<Request, Reply, Reply> {
    static final int EVER = Integer.MAX_VALUE;

    private final Predicate<Request> which;
    private final int right;
    private final BiFunction<Request, Reply, Reply> change;
    private int wrong;
    private int seen;

    /**
     * Wrong answers.
     *
     * @param right how many of them are right before that
     */
    WrongAnswers(Predicate<Request> which, int right, int wrong, BiFunction<Request, Reply, Reply> change) {
        this.which = which;
        this.right = right;
        this.wrong = wrong;
        this.change = change;
    }

    /** The first pages of lists, and those behind them, are changed. */
    static WrongAnswers lists(int right, int wrong, Consumer<ObjectNode> change) {
        return new WrongAnswers(WrongAnswers::isList, right, wrong, body(change));
    }

    /** What is answered to requests for that entity alone. */
    static WrongAnswers of(String id, int wrong, BiFunction<Request, Reply, Reply> change) {
        return new WrongAnswers(request -> !isList(request) && request.path().endsWith("/" + id), 0, wrong, change);
    }

    static BiFunction<Request, Reply, Reply> body(Consumer<ObjectNode> change) {
        return (request, reply) -> {
            Reply.Success found = (Reply.Success) reply;
            ObjectNode body = found.body().deepCopy();
            change.accept(body);
            return new Reply.Success(body, found.asOf(), request);
        };
    }

    static boolean isList(Request request) {
        return request.method() == Request.Method.POST;
    }

    /** From now on all are right. */
    void heal() {
        wrong = 0;
    }

    @Override
    public Reply apply(Request request, Reply reply) {
        if (!which.test(request) || seen++ < right || wrong <= 0) {
            return reply;
        }
        wrong--;
        return change.apply(request, reply);
    }
}
