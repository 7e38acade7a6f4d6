package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.benchmark.Library.Kind;
import java.io.IOException;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.jsii.KernelRequests;
import software.constructs.Construct;

/**
 * What a distribution costs in requests from Java to the Node kernel: exact, and the same at each run.
 *
 * @param first with all that is shared, which the first one of an app brings
 * @param next each further one
 * @param resources what the templates define, in order, without the names that a library is free to choose
 */
record Requests(List<String> first, List<String> next, List<String> resources) {

    /** Where users put a distribution. */
    enum Place {
        STACK,
        /** A construct of the user's own around each distribution. */
        NESTED,
        /** A stack in a stage. */
        STAGE
    }

    static Requests of(Kind kind, Service service) throws IOException {
        return of(kind, service, Place.STACK);
    }

    /** Counts in the second of two rounds: modules and constants are read once per process. */
    static Requests of(Kind kind, Service service, Place place) throws IOException {
        count(kind, service, place);
        return count(kind, service, place);
    }

    private static Requests count(Kind kind, Service service, Place place) throws IOException {
        Assembly assembly = Assembly.fresh();
        App app = assembly.app();
        Construct root = place == Place.STAGE ? new Stage(app, "Stage") : app;
        Stack stack = new Stack(root, "Test");
        boolean apart = kind != Kind.OURS_WITHOUT_A_SHARED_STACK;
        Library library = kind.sharingIn(apart ? new Stack(root, "Shared") : stack);
        Construct one = place == Place.NESTED ? new Construct(stack, "One") : stack;
        Construct two = place == Place.NESTED ? new Construct(stack, "Two") : stack;
        List<String> first = KernelRequests.during(() -> library.deliver(service, one, 1));
        List<String> next = KernelRequests.during(() -> library.deliver(service, two, 2));
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
                .replaceAll("\\{\"Fn::GetStackOutput\":\\{[^{}]*(\\{[^{}]*})?[^{}]*}}", "REFERENCE")
                .replaceAll("\"[A-Za-z0-9]*Origin[0-9A-F]+\"", "ORIGIN")
                .replaceAll("\"MediaDelivery[A-Za-z0-9]*-\"", "POLICY");
    }
}
