package io.kafkaconnect.intercom.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The log lines of a class while this is open, each with its level. Thread-safe. */
public final class LogLines extends AbstractAppender implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private LogLines(Logger logger) {
        super("lines of " + logger.getName(), null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
        this.before = logger.getLevel();
    }

    public static LogLines of(Class<?> type) {
        return of(type.getName());
    }

    /** The log lines of the class with that name, of any class loader. */
    public static LogLines of(String type) {
        LogLines lines = new LogLines((Logger) LogManager.getLogger(type));
        lines.start();
        lines.logger.addAppender(lines);
        lines.logger.setLevel(Level.INFO);
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        said.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }

    /** The lines so far. */
    public List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        logger.setLevel(before);
        logger.removeAppender(this);
        stop();
    }
}
