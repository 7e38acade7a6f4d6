package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.benchmark.Library.Kind;
import java.io.IOException;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.jsii.KernelRequests;

/**
 * What a distribution costs in requests from Java to the Node kernel: exact, and the same at each run.
 *
 * @param first with all that is shared, which the first one of an app brings
 * @param next each further one
 * @param resources what the templates define, in order, without the names that a library is free to choose
 */
record Requests(List<String> first, List<String> next, List<String> resources) {

    /** Counts in the second of two rounds: modules and constants are read once per process. */
    static Requests of(Kind kind, Service service) throws IOException {
        count(kind, service);
        return count(kind, service);
    }

    private static Requests count(Kind kind, Service service) throws IOException {
        Assembly assembly = Assembly.fresh();
        App app = assembly.app();
        Library library = kind.sharingIn(new Stack(app, "Shared"));
        Stack stack = new Stack(app, "Test");
        List<String> first = KernelRequests.during(() -> library.deliver(service, stack, 1));
        List<String> next = KernelRequests.during(() -> library.deliver(service, stack, 2));
        app.synth();
        return new Requests(
                first,
                next,
                assembly.resources().map(Requests::withoutNames).sorted().toList());
    }

    private static String withoutNames(JsonNode resource) {
        return resource.toString()
                .replaceAll("\\{\"Ref\":\"(?!AWS::)[^\"]*\"}", "REFERENCE")
                .replaceAll("\\{\"Fn::GetAtt\":\\[\"[^\"]*\",(\"[^\"]*\")]}", "ATTRIBUTE($1)")
                .replaceAll("\\{\"Fn::ImportValue\":\"[^\"]*\"}", "REFERENCE")
                .replaceAll("\"[A-Za-z0-9]*Origin[0-9A-F]+\"", "ORIGIN")
                .replaceAll("\"MediaDelivery[A-Za-z0-9]*-\"", "POLICY");
    }
}
