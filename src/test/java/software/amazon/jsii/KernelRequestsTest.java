package software.amazon.jsii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;

class KernelRequestsTest {

    private static Stack stack;

    @BeforeAll
    static void warmUp() {
        stack = new Stack(new App(), "Test");
        new CfnBucket(stack, "Warm");
        Fn.select(0, List.of("a"));
    }

    @Test
    void everyKindOfRequestIsListedOnceAndInOrder() {
        var requests = KernelRequests.during(() -> {
            var bucket = new CfnBucket(stack, "Bucket");
            bucket.getAttrArn();
            bucket.setBucketName("name");
            bucket.addPropertyOverride("A", "b");
            Fn.select(0, List.of("a"));
            Bucket.fromBucketName(stack, "Imported", "name");
        });

        assertThat(requests)
                .filteredOn(Predicate.not(request -> request.startsWith("load") || request.startsWith("sget")))
                .containsExactly(
                        "create aws-cdk-lib.aws_s3.CfnBucket",
                        "get .attrArn",
                        "set .bucketName",
                        "invoke .addPropertyOverride",
                        "sinvoke aws-cdk-lib.Fn.select",
                        "sinvoke aws-cdk-lib.aws_s3.Bucket.fromBucketName",
                        "naming aws-cdk-lib");
    }

    @Test
    void callbacksIntoJavaAreListed() {
        var lazy = Lazy.uncachedString(context -> "made in Java");

        var requests = KernelRequests.during(() -> stack.resolve(lazy));

        assertThat(requests).startsWith("invoke .resolve").contains("callback invoke .produce");
    }

    @Test
    void countingCanBeNested() {
        var outer = KernelRequests.during(() -> {
            var inner = KernelRequests.during(stack::getStackName);
            assertThat(inner).containsExactly("get .stackName");
            stack.getRegion();
        });

        assertThat(outer).containsExactly("get .stackName", "get .region");
    }
}
