package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;

/** Hears what a scan finds beside the entities that it gives. */
interface ScanListener {

    /** An entity stands among newer ones: it was updated since it was as it is shown. */
    void outOfPlace(ListedEntity entity);

    /** Intercom does not give what was updated in that span, while it gives others. */
    void withheld(ParkedSpan span, Failure failure);

    /** Intercom does not give a page that cannot be gone round, while it gives others. */
    void withheld(Failure failure);

    /** A page was read; entries of it may be no entities. */
    void malformed(ListPage page);

    /** What is to be kept of an entity until it is taken; may change what is given. */
    ObjectNode kept(ObjectNode listed);
}
