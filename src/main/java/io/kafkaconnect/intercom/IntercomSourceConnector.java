package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.plan.TaskAssignment;
import io.kafkaconnect.intercom.plan.TaskConfig;
import io.kafkaconnect.intercom.validation.ConfigValidator;
import io.kafkaconnect.intercom.validation.ConnectionValidator;
import io.kafkaconnect.intercom.validation.OffsetValidator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Reads a workspace of Intercom into Kafka, one topic per table. Assigns streams to tasks. The connector has no thread, and only
 * {@code validate} opens a connection.
 *
 * <p>On pause, Connect calls {@code stop}. On resume, it calls {@code start} on the same instance.
 */
public final class IntercomSourceConnector extends SourceConnector {

    private Map<String, String> settings;

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return IntercomConfig.definition();
    }

    /** Checks the settings first, and sends requests to Intercom only if they are valid. Each message is on the setting to change. */
    @Override
    public Config validate(Map<String, String> given) {
        List<ConfigValue> values =
                ConfigValidator.check(given, super.validate(given).configValues());
        if (ConfigValidator.clean(values)) {
            ask(new IntercomConfig(given), values);
        }
        return new Config(values);
    }

    private static void ask(IntercomConfig config, List<ConfigValue> values) {
        Map<String, ConfigValue> byKey = new HashMap<>();
        values.forEach(value -> byKey.put(value.name(), value));
        ConnectionValidator check = new ConnectionValidator(config);
        try (IntercomClient client = IntercomClients.impatient(
                config, ConnectionValidator.LIMIT.dividedBy(2), new MonotonicClock(), check)) {
            for (ConnectionValidator.Finding finding : check.findings(client)) {
                byKey.get(finding.setting().key()).addErrorMessage(finding.message());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while checking the settings with Intercom", interrupted);
        }
    }

    @Override
    public void start(Map<String, String> given) {
        settings = new HashMap<>(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return IntercomSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        IntercomConfig config = new IntercomConfig(settings);
        return TaskConfig.of(
                settings, TaskAssignment.assign(StreamPlan.streams(config), StreamPlan.tables(config), maxTasks));
    }

    @Override
    public void stop() {
        settings = null;
    }

    /** A batch contains whole entities and the offset behind them, so one transaction for each poll is enough. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Accepts offsets from which the tasks can continue, so that users can set them back. Rejects others, and names the wrong key. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        new OffsetValidator(new MonotonicClock()).check(offsets);
        return true;
    }
}
