package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Ties a process to the one that started it: when that ends, however it ends, so does this. */
public final class ParentWatchdog {
    private ParentWatchdog() {}

    /** Runs another main class, named first, until standard input closes: the other end is held by who started us. */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(() -> {
            try (InputStream input = System.in) {
                input.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(0);
        });
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }

    /** Ends this process when the one that started it is gone. */
    public static void toParent(Runnable end) {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(end);
        });
    }
}
