"""The reviewer's workbook (.xlsx): read, decide in it, and give it back to `reviewer decisions import`."""
