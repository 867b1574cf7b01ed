import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Starts DynamoDB Local on a free port of the loopback interface: its own main listens on all of them. */
class Loopback {
    public static void main(String[] args) throws Exception {
        var local = ServerRunner.createServerFromCommandLineArgs(args);
        var server = DynamoDBProxyServer.class.getDeclaredField("server");
        server.setAccessible(true);
        var connector = (ServerConnector) ((Server) server.get(local)).getConnectors()[0];
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        local.safeStart(); // start would also report to AWS
        System.out.println("listening on 127.0.0.1:" + connector.getLocalPort());
    }
}
