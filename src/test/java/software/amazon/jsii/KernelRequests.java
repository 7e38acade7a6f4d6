package software.amazon.jsii;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.jsii.MessageInspector.MessageType;

/**
 * Lists the requests that a piece of work sends to the Node process in which the AWS CDK runs.
 *
 * <p>The number is exact and repeatable: it is the unit in which this library measures what it costs. The class lives
 * in this package because the runtime's inspector is visible only here.
 *
 * <p>One label per message, its first word saying what kind it is:
 *
 * <ul>
 *   <li>{@code create aws-cdk-lib.Stack}, {@code get .attrArn}, {@code set .value}, {@code invoke .bind},
 *       {@code sinvoke aws-cdk-lib.Fn.select}: ordinary requests;
 *   <li>{@code naming aws-cdk-lib}: sent again for each object that Java receives for the first time, so that a method
 *       that returns a new object costs two requests;
 *   <li>{@code callback invoke .bind}: the kernel called a method or property ({@code get}, {@code set}) that Java
 *       implements (the answer is not counted again, the requests that Java sends meanwhile are);
 *   <li>{@code sget aws-cdk-lib.X.CONSTANT}, {@code load aws-cdk-lib}: a constant or a module, read once per process,
 *       so do the work once before you count it, or leave these labels out.
 * </ul>
 */
public final class KernelRequests {

    private KernelRequests() {}

    /** The labels of the requests that the work sends on this thread, in order. */
    public static List<String> during(Runnable work) {
        List<String> labels = new ArrayList<>();
        var outer = JsiiRuntime.messageInspector.get();
        JsiiRuntime.messageInspector.set((message, type) -> {
            label(message, type).ifPresent(labels::add);
            if (outer != null) {
                outer.inspect(message, type);
            }
        });
        try {
            work.run();
        } finally {
            JsiiRuntime.messageInspector.set(outer);
        }
        return List.copyOf(labels);
    }

    private static Optional<String> label(JsonNode message, MessageType type) {
        if (type == MessageType.Request) {
            return Optional.ofNullable(message.get("api")).map(api -> api.asText() + " " + subject(message));
        }
        var callback = message.path("callback");
        return Stream.of("get", "set", "invoke")
                .filter(callback::has)
                .map(kind -> "callback " + kind + " " + subject(callback.path(kind)))
                .findFirst();
    }

    private static String subject(JsonNode request) {
        var type = request.path("fqn").asText();
        return Stream.of("method", "property")
                .filter(request::has)
                .map(member -> type + "." + request.path(member).asText())
                .findFirst()
                .orElse(type
                        + request.path("name").asText()
                        + request.path("assembly").asText());
    }
}
