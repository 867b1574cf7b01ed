package system

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Folders of the data. A table's file, the engine's journals of it and the checkpoint of its stream belong together, so
// they share a folder, which is replaced as a whole.
const (
	tableFolder = "table"
	freshFolder = "table-fresh" // being copied to, or complete when there is an old one
	oldFolder   = "table-old"   // replaced, to be removed

	databaseFile   = "table.db"
	checkpointFile = "stream.json"
)

// replaceTable puts the fresh folder in place of the table's.
func replaceTable(data string) error {
	if err := os.Rename(filepath.Join(data, tableFolder), filepath.Join(data, oldFolder)); err != nil {
		return err
	}
	return repairFolders(data)
}

// repairFolders ends a replacement that a crash has interrupted, and takes back a copy that was not finished.
func repairFolders(data string) error {
	if data == "" {
		return nil
	}
	table, fresh, old := filepath.Join(data, tableFolder), filepath.Join(data, freshFolder), filepath.Join(data, oldFolder)
	replacing, err := exists(old)
	if err != nil {
		return err
	}
	stands, err := exists(table)
	if err != nil {
		return err
	}
	if replacing && !stands {
		if err := os.Rename(fresh, table); err != nil {
			return err
		}
	}
	return errors.Join(os.RemoveAll(old), os.RemoveAll(fresh))
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
