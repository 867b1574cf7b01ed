package scale

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/template"
)

// export is a table's items in the form in which DynamoDB exports them to S3, which the engine imports several times as
// fast as it takes requests. Items may be put by several goroutines.
type export struct {
	folder string

	mu     sync.Mutex
	file   *os.File
	zipped *gzip.Writer
}

// newExport begins an export of a table in an empty folder.
func newExport(folder string, table template.Table) (*export, error) {
	schema, err := schemaOf(table)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(folder, "schema.json"), schema, 0o600); err != nil {
		return nil, err
	}
	items := filepath.Join(folder, "export", table.Name, "data")
	if err := os.MkdirAll(items, 0o700); err != nil {
		return nil, err
	}
	file, err := os.Create(filepath.Join(items, "items.json.gz"))
	if err != nil {
		return nil, err
	}
	zipped, err := gzip.NewWriterLevel(file, gzip.BestSpeed)
	return &export{folder: folder, file: file, zipped: zipped}, err
}

// schemaOf is the table as DescribeTable would tell it, as far as an engine wants to know.
func schemaOf(table template.Table) ([]byte, error) {
	create := table.CreateTableInput()
	return json.Marshal(map[string]any{"Table": map[string]any{
		"TableName":              create.TableName,
		"AttributeDefinitions":   create.AttributeDefinitions,
		"KeySchema":              create.KeySchema,
		"GlobalSecondaryIndexes": indexes(create.GlobalSecondaryIndexes),
		"BillingMode":            create.BillingMode,
	}})
}

// indexes are without the members that nobody has set: to the engine null is not the same as absent.
func indexes(all []types.GlobalSecondaryIndex) []map[string]any {
	var told []map[string]any
	for _, index := range all {
		told = append(told, map[string]any{"IndexName": index.IndexName, "KeySchema": index.KeySchema, "Projection": index.Projection})
	}
	return told
}

func (x *export) put(it item) error {
	encoded, err := attributevalue.MarshalMapJSON(it)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	_, err = fmt.Fprintf(x.zipped, "{\"Item\":%s}\n", encoded)
	return err
}

// load ends the export and makes an engine's database of it.
func (x *export) load(ctx context.Context, database string, progress func(string)) error {
	if err := errors.Join(x.zipped.Close(), x.file.Close()); err != nil {
		return err
	}
	path, err := engine.Find(ctx, progress)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, "import", "--source", filepath.Join(x.folder, "export"),
		"--schema", filepath.Join(x.folder, "schema.json"), "--output", database)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("importing: %w\n%s", err, out)
	}
	return os.RemoveAll(filepath.Join(x.folder, "export"))
}
